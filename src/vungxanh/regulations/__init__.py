"""Every threshold, duration and definition: dated, cited, scoped by area. Enter by ``api``."""
