import Inventory
import Vocabulary

extension HTMLReport {
  /// The network by Purdue level, the process at the bottom: who talks to whom.
  ///
  /// Of each level the busiest devices are drawn, the others are one box. A line is all conversations of two
  /// boxes; what a finding of medium or above names stands out.
  mutating func writeNetwork() {
    var drawing = NetworkDrawing(report)
    drawing.placeNodes()
    let (rows, width, height) = (drawing.rows, NetworkDrawing.width, drawing.height)
    page.markup("<section id=\"network\"><h2>The network, by Purdue level</h2>\n<div class=\"wide\">")
    page.markup("<svg role=\"img\" aria-label=\"devices by level and who talks to whom\" viewBox=\"0 0 ")
    page.number(width)
    page.markup(" ")
    page.number(height)
    page.markup("\">\n")
    for row in rows {
      rectangle("row", x: 0, y: row.y, width: width, height: NetworkDrawing.rowHeight - 8)
    }
    for line in drawing.lines {
      let (from, to) = (drawing.boxes[line.from], drawing.boxes[line.to])
      curve(line, from, to)
    }
    for row in rows { label("level", row.title, x: 8, y: row.y + 16) }
    for box in drawing.boxes { write(box) }
    page.markup("</svg></div>\n")
    if drawing.boxes.isEmpty { page.element("p", "", "No device was seen.") }
    page.markup("</section>\n")
  }

  private mutating func write(_ box: NetworkDrawing.Box) {
    let kind: Markup =
      switch box.worst {
      case .critical: "node critical"
      case .high: "node high"
      case .medium: "node medium"
      default: "node"
      }
    page.markup("<g>")
    rectangle(kind, x: box.x, y: box.y, width: NetworkDrawing.boxWidth, height: NetworkDrawing.boxHeight)
    label("", box.title, x: box.x + 6, y: box.y + 15)
    label("level", box.subtitle, x: box.x + 6, y: box.y + 31)
    page.markup("<title>")
    page.text(box.fullText)
    page.markup("</title></g>\n")
  }

  private mutating func rectangle(_ kind: Markup, x: Int, y: Int, width: Int, height: Int) {
    page.markup("<rect class=\"")
    page.markup(kind)
    page.markup("\" rx=\"4\"")
    attribute(" x=\"", x)
    attribute(" y=\"", y)
    attribute(" width=\"", width)
    attribute(" height=\"", height)
    page.markup("/>")
  }

  private mutating func attribute(_ name: Markup, _ value: Int) {
    page.markup(name)
    page.number(value)
    page.markup("\"")
  }

  private mutating func label(_ kind: Markup, _ text: String, x: Int, y: Int) {
    page.markup("<text class=\"")
    page.markup(kind)
    page.markup("\"")
    attribute(" x=\"", x)
    attribute(" y=\"", y)
    page.markup(">")
    page.text(text)
    page.markup("</text>")
  }

  /// From the middle of one box to the middle of another; within a row it bends below the boxes.
  private mutating func curve(
    _ line: NetworkDrawing.Line, _ from: NetworkDrawing.Box, _ to: NetworkDrawing.Box
  ) {
    let (startX, endX) = (from.x + NetworkDrawing.boxWidth / 2, to.x + NetworkDrawing.boxWidth / 2)
    let isLevel = from.y == to.y
    let startY = from.y < to.y || isLevel ? from.y + NetworkDrawing.boxHeight : from.y
    let endY = to.y < from.y || isLevel ? to.y + NetworkDrawing.boxHeight : to.y
    let bend = isLevel ? 26 : 0
    page.markup("<path class=\"")
    page.markup(line.worst.map(Self.kind) ?? "")
    page.markup("\"")
    attribute(" stroke-width=\"", line.width)
    page.markup(" d=\"M")
    for (index, number) in [
      startX, startY, startX, (startY + endY) / 2 + bend, endX, (startY + endY) / 2 + bend, endX, endY,
    ].enumerated() {
      page.markup(index == 2 ? " C" : " ")
      page.number(number)
    }
    page.markup("\"/>\n")
  }
}
