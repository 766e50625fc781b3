"""What rooms' pages share: requests with an actor, lists, forms, refusals."""
