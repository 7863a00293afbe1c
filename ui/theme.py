"""The look: colours by role for light and dark, the type face, and the style sheet made of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import Enum
from string import Template

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

import resources

FACES = ("Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "文泉驿正黑", "WenQuanYi Zen Hei")
OWN_FACES = ("Counter Hei", "Counter Song")
OWN_FILES = ("counter-hei.ttf", "counter-song.ttf")
BODY_PX = 14
SMALL_PX = 12
SECTION_PX = 16
TITLE_PX = 20
RADIUS = 6
ROW_PX = 36
INPUT_PX = 32
LABEL_PX = 104
FORM_PX = 720
_HALF = 128


class Scheme(Enum):
    """Which colours the window wears; the value is kept in this machine's settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """Every colour by its role, as #RRGGBB; text on its ground has a contrast of at least 4.5 to 1."""

    name: str
    ground: str
    surface: str
    border: str
    edge: str
    text: str
    secondary: str
    accent: str
    accent_hover: str
    on_accent: str
    on_time: str
    soon: str
    late: str
    provisional: str
    hover: str
    selected: str

    def tint(self, colour: str, part: float = 0.1) -> str:
        """Return the colour laid thinly over the surface: the ground of a chip."""
        return mix(colour, self.surface, part)

    @property
    def hint(self) -> str:
        """Return the colour of what an empty input asks for."""
        return mix(self.secondary, self.surface, 0.92)

    @property
    def bar(self) -> str:
        """Return the colour of a bar beside the chosen one: plain to see, and less than the accent."""
        return mix(self.accent, self.surface, 0.68)

    @property
    def key_on_accent(self) -> str:
        """Return the colour of a key beside the words of the primary action."""
        return mix(self.on_accent, self.accent, 0.84)


LIGHT = Tokens(
    name="light",
    ground="#F5F6F8",
    surface="#FFFFFF",
    border="#DFE3E8",
    edge="#C2C8D0",
    text="#1F2329",
    secondary="#5F6670",
    accent="#1D5FBF",
    accent_hover="#174E9E",
    on_accent="#FFFFFF",
    on_time="#246B44",
    soon="#7D5500",
    late="#B02E26",
    provisional="#6B4FA0",
    hover="#EEF0F3",
    selected="#E5EDF8",
)
DARK = Tokens(
    name="dark",
    ground="#17191C",
    surface="#1F2226",
    border="#34383E",
    edge="#4A5059",
    text="#E6E8EB",
    secondary="#A4ABB5",
    accent="#6AA5FF",
    accent_hover="#8AB8FF",
    on_accent="#0E1726",
    on_time="#63C08A",
    soon="#E0A84A",
    late="#F58A82",
    provisional="#B79CF0",
    hover="#282C31",
    selected="#22304A",
)


def mix(colour: str, ground: str, part: float) -> str:
    """Return ``part`` of the colour over the rest of the ground, as #RRGGBB."""
    over, under = _channels(QColor(colour)), _channels(QColor(ground))
    mixed = (round(a * part + b * (1 - part)) for a, b in zip(over, under, strict=True))
    return "#" + "".join(f"{channel:02X}" for channel in mixed)


def _channels(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def tokens() -> Tokens:
    """Return the colours the program wears now."""
    window = QGuiApplication.palette().color(QPalette.ColorRole.Window)
    return DARK if window.lightness() < _HALF else LIGHT


def face(pixels: int = BODY_PX, *, bold: bool = False) -> QFont:
    """Return the window's type face in a size of logical pixels."""
    font = QFont()
    font.setFamilies([*FACES, *OWN_FACES])
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def palette_of(colours: Tokens) -> QPalette:
    """Return the colours as Qt asks for them, so that parts without a style sheet agree."""
    role = QPalette.ColorRole
    pairs = {
        role.Window: colours.ground,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.ground,
        role.Text: colours.text,
        role.PlaceholderText: colours.hint,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.BrightText: colours.late,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.provisional,
        role.ToolTipBase: colours.text,
        role.ToolTipText: colours.surface,
        role.Light: colours.surface,
        role.Midlight: colours.hover,
        role.Mid: colours.border,
        role.Dark: colours.edge,
        role.Shadow: colours.edge,
    }
    palette = QPalette()
    for which, colour in pairs.items():
        palette.setColor(which, QColor(colour))
    faded = QColor(mix(colours.secondary, colours.surface, 0.6))
    for which in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, faded)
    return palette


def style_sheet(colours: Tokens) -> str:
    """Return the style sheet in these colours."""
    words: dict[str, str] = asdict(colours)
    words["tick"] = resources.path("icons", f"tick_{colours.name}.svg").as_posix()
    words["chevron"] = resources.path("icons", f"chevron_{colours.name}.svg").as_posix()
    words["faded"] = mix(colours.secondary, colours.surface, 0.6)
    words["thumb"] = mix(colours.secondary, colours.ground, 0.4)
    words["hint"] = colours.hint
    words["late_tint"] = colours.tint(colours.late)
    return Template(resources.text("style", "window.qss")).substitute(words)


def bring_own_faces() -> None:
    """Bring the program's own faces where the machine has no Chinese face for windows at all."""
    if any(QFontDatabase.hasFamily(name) for name in FACES):
        return
    for file in OWN_FILES:
        QFontDatabase.addApplicationFont(str(resources.path("faces", file)))


class Theme(QObject):
    """Dresses the program, and dresses it anew when the system turns light or dark."""

    worn = Signal(object)

    def __init__(self, application: QApplication, scheme: Scheme = Scheme.SYSTEM) -> None:
        super().__init__(application)
        self._application = application
        self._scheme = scheme
        application.setStyle(QStyleFactory.create("Fusion"))
        bring_own_faces()
        application.setFont(face())
        application.styleHints().colorSchemeChanged.connect(self._follow)
        self.wear(scheme)

    @property
    def scheme(self) -> Scheme:
        """Return what was chosen (not what the system shows now)."""
        return self._scheme

    def wear(self, scheme: Scheme) -> None:
        """Change to the chosen colours at once, whoever dressed the program before."""
        if scheme is not self._scheme:
            self._scheme = scheme
            self.worn.emit(scheme)
        colours = DARK if self._is_dark() else LIGHT
        sheet = style_sheet(colours)
        if sheet == self._application.styleSheet():
            return
        self._application.setPalette(palette_of(colours))
        self._application.setStyleSheet(sheet)

    def _is_dark(self) -> bool:
        if self._scheme is Scheme.SYSTEM:
            return self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._scheme is Scheme.DARK

    def _follow(self) -> None:
        self.wear(self._scheme)


def colours_changed(event: QEvent) -> bool:
    """Say whether a change event means that painted parts must be drawn anew."""
    return event.type() in {QEvent.Type.PaletteChange, QEvent.Type.StyleChange}
