"""The texts by which QGIS's providers find a source. Pure text, so that they are tested without QGIS."""

from __future__ import annotations

from urllib.parse import quote

from .model import Source

RASTER_FILES = (".tif", ".tiff", ".vrt", ".jp2", ".mbtiles", ".png", ".jpg")


def layer_uri(source: Source, crs: str) -> tuple[str, str]:
    """Provider and URI for a source, asked for in `crs` where it offers that, in Lambert 72 first where not."""
    asked = source.best_crs(crs)
    if source.protocol == "WMS":
        return "wms", _wms(source, asked)
    if source.protocol == "WMTS":
        return "wms", _wmts(source, asked)
    if source.protocol == "ArcGIS MapServer":
        return "arcgismapserver", _arcgis(source, asked)
    if source.protocol == "WFS":
        return "WFS", _wfs(source, asked)
    if source.protocol == "XYZ":
        return "wms", f"type=xyz&zmin=0&zmax=19&url={quote(source.url, safe='')}"
    if source.url.lower().endswith(RASTER_FILES) or (source.url.lower().endswith(".gpkg") and not source.layers):
        return "gdal", source.url
    return "ogr", f"{source.url}|layername={source.layers[0]}" if source.layers else source.url


def _pairs(*pairs: tuple[str, str]) -> str:
    return "&".join(f"{key}={value}" for key, value in pairs)


def _wms(source: Source, crs: str) -> str:
    layers = [
        (key, value) for layer in source.layers for key, value in (("layers", quote(layer, safe=":")), ("styles", ""))
    ]
    return _pairs(
        ("contextualWMSLegend", "0"),
        ("crs", crs),
        ("dpiMode", "7"),
        ("format", source.format or "image/png"),
        *layers,
        ("url", quote(source.url, safe="")),
    )


def _wmts(source: Source, crs: str) -> str:
    url = source.url
    if not url.lower().endswith(".xml"):
        joint = "&" if "?" in url else "?"
        url = f"{url}{joint}SERVICE=WMTS&REQUEST=GetCapabilities&VERSION=1.0.0"
    return _pairs(
        ("contextualWMSLegend", "0"),
        ("crs", crs),
        ("dpiMode", "7"),
        ("format", source.format or "image/png"),
        ("layers", quote(source.layers[0], safe=":") if source.layers else ""),
        ("styles", "default"),
        ("tileMatrixSet", quote(source.tile_matrix_set, safe=":")),
        ("url", quote(url, safe="")),
    )


def _arcgis(source: Source, crs: str) -> str:
    picture = "JPG" if source.format == "image/jpeg" else "PNG32"
    return f"crs='{crs}' format='{picture}' layer='{','.join(source.layers)}' url='{_quoted(source.url)}'"


def _wfs(source: Source, crs: str) -> str:
    name = source.layers[0] if source.layers else ""
    return (
        f"typename='{_quoted(name)}' url='{_quoted(source.url)}' version='auto' srsname='{crs}' "
        "restrictToRequestBBOX='1' pagingEnabled='true'"
    )


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")
