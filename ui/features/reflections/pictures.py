"""The strip of pictures under a reflection, and one of them seen larger."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from trustapp.domain.pictures import Picture
from trustapp.words import _
from ui.widgets import look
from ui.widgets.buttons import Button
from ui.widgets.dialogs import CalmDialog
from ui.widgets.layouts import Flow, clear
from ui.widgets.painted import Painted

_SIDE = 84


class Thumb(Painted):
    """One picture, small; pressing it shows it larger."""

    chosen = Signal(str)

    def __init__(self, picture: str, name: str, parent: QWidget) -> None:
        super().__init__(name, "own", parent)
        self.picture = picture
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._choose)
        look.follow(self)

    def show_image(self, image: QImage) -> None:
        """It is here."""
        side = look.px(_SIDE) * 2
        self._image = image.scaled(
            side,
            side,
            Qt.AspectRatioMode.KeepAspectRatioByExpanding,
            Qt.TransformationMode.SmoothTransformation,
        )
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(look.px(_SIDE), look.px(_SIDE))

    def minimumSizeHint(self) -> QSize:
        """It does not shrink."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The middle of the picture, with round corners."""
        painter = self._begin()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box, path = QRectF(self.rect()), QPainterPath()
        path.addRoundedRect(box, 8, 8)
        painter.setClipPath(path)
        painter.fillRect(box, look.colour("sunk"))
        if not self._image.isNull():
            side = min(self._image.width(), self._image.height())
            x, y = (self._image.width() - side) / 2, (self._image.height() - side) / 2
            painter.drawImage(box, self._image, QRectF(x, y, side, side))

    def _choose(self) -> None:
        self.chosen.emit(self.picture)


class PictureStrip(QWidget):
    """All pictures of the open reflection."""

    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = Flow(self)
        self._thumbs: dict[str, Thumb] = {}
        self._images: dict[str, QImage] = {}
        self._asked = ""

    def show_pictures(self, pictures: tuple[str, ...]) -> None:
        """Their places; what is seen comes later."""
        clear(self._flow)
        self._images = {one: image for one, image in self._images.items() if one in pictures}
        self._thumbs = {}
        for number, picture in enumerate(pictures, 1):
            name = _("Picture {number}. Press to see it larger").format(number=number)
            thumb = self._thumbs[picture] = Thumb(picture, name, self)
            thumb.chosen.connect(self._open)
            self._flow.addWidget(thumb)
            if picture in self._images:
                thumb.show_image(self._images[picture])
        self.setVisible(bool(pictures))
        self.updateGeometry()

    def show_picture(self, picture: str, data: Picture) -> None:
        """One of them is here."""
        image = _seen(data)
        if picture in self._thumbs:
            self._images[picture] = image
            self._thumbs[picture].show_image(image)

    def _open(self, picture: str) -> None:
        image = self._images.get(picture)
        if image is not None:
            self._asked = picture
            dialog = PictureDialog(self, image)
            dialog.removed.connect(self._remove)
            dialog.open()

    def _remove(self) -> None:
        self.removed.emit(self._asked)


def _seen(picture: Picture) -> QImage:
    """The points of a picture; only the reader of its own kind looks at it."""
    buffer = QBuffer()
    buffer.setData(QByteArray(picture.data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(picture.mime.removeprefix("image/").encode()))
    reader.setAutoDetectImageFormat(False)
    return reader.read()


class _Large(QWidget):
    """A picture as large as there is room."""

    def __init__(self, image: QImage, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = image
        self.setAccessibleName(_("The picture"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Within a good part of a window."""
        return self._image.size().scaled(760, 480, Qt.AspectRatioMode.KeepAspectRatio)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Whole, in the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        x, y = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
        painter.drawImage(QRectF(x, y, size.width(), size.height()), self._image)


class PictureDialog(CalmDialog):
    """One picture, and the way to take it out."""

    removed = Signal()

    def __init__(self, parent: QWidget, image: QImage) -> None:
        super().__init__(parent, _("A picture of yours"), _("Taken out, it is gone for good."))
        self.column.addSpacing(12)
        self.column.addWidget(_Large(image, self), 1)
        close, remove = Button(_("Close"), "secondary"), Button(_("Take it out"), "quiet", icon="trash")
        close.clicked.connect(self.accept)
        remove.clicked.connect(self._remove)
        self.add_choices(remove, close)
        close.setFocus()

    def _remove(self) -> None:
        self.accept()
        self.removed.emit()
