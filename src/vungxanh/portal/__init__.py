"""The public's pages: released facts and nothing else, without log-in."""
