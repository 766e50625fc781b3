"""What is killed: the product's own serving, with web processes and worker, on the port given."""

import sys

import django

if __name__ == "__main__":
    django.setup()
    from vungxanh.site.serving import Address, serve

    serve(Address(port=int(sys.argv[1])), workers=2, threads=3)
