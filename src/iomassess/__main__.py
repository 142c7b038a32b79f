"""`python -m iomassess` is `iomassess`, for where the command is not to be found."""

from iomassess.cli import main

if __name__ == "__main__":  # a process that this one starts reads it too
    main()
