"""LINE: a signed webhook in, replies, pushes and rich menus out."""
