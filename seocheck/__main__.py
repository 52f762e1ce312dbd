"""`python -m seocheck` is the `seocheck` command."""

from seocheck.cli import main

if __name__ == "__main__":
    main(prog_name="seocheck")
