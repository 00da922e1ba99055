"""Why sheets cannot be made."""


class SheetError(Exception):
    """What was asked for cannot be printed; the message is one sentence."""


class NoChineseFont(SheetError):
    """No font of this machine has Chinese characters."""

    def __init__(self) -> None:
        super().__init__(
            "No Chinese font is found: install the package 'fonts-noto-cjk' (apt-get install fonts-noto-cjk)."
        )
