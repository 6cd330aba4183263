"""The counselors' console at ``/staff``: pages on this side, the casebook and the accounts behind ports."""
