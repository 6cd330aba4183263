"""The roster: who works here, and what each may do. One storey below the console, the staff group and the store."""
