import Vocabulary

/// Markup that stands in the source: nothing else can be made into it.
struct Markup: ExpressibleByStringLiteral {
  let text: String

  init(stringLiteral text: String) {
    self.text = text
  }
}

/// Octets of a page: elements, and text that cannot become anything but text.
///
/// What comes from the wire passes ``text(_:)``, which leaves no control character, nothing that turns text
/// round, and no character that means something to HTML.
struct HTMLPage {
  var octets: [UInt8] = []

  mutating func markup(_ markup: Markup) {
    octets.append(contentsOf: markup.text.utf8)
  }

  mutating func text(_ text: [UInt8]) {
    for octet in TextPage.safe(text[...]).utf8 { append(octet) }
  }

  mutating func text(_ text: String) {
    self.text(Array(text.utf8))
  }

  mutating func number(_ value: Int) {
    if value < 0 { octets.append(UInt8(ascii: "-")) }
    appendDecimal(UInt64(value.magnitude), to: &octets)
  }

  /// An element of one line: `<name class="kind">text</name>`.
  mutating func element(_ name: Markup, _ kind: Markup = "", _ content: [UInt8]) {
    open(name, kind)
    text(content)
    close(name)
  }

  mutating func element(_ name: Markup, _ kind: Markup = "", _ content: String) {
    element(name, kind, Array(content.utf8))
  }

  mutating func open(_ name: Markup, _ kind: Markup = "") {
    octets.append(UInt8(ascii: "<"))
    markup(name)
    if !kind.text.isEmpty {
      markup(" class=\"")
      markup(kind)
      markup("\"")
    }
    octets.append(UInt8(ascii: ">"))
  }

  mutating func close(_ name: Markup) {
    markup("</")
    markup(name)
    markup(">")
  }

  private mutating func append(_ octet: UInt8) {
    switch octet {
    case UInt8(ascii: "&"): markup("&amp;")
    case UInt8(ascii: "<"): markup("&lt;")
    case UInt8(ascii: ">"): markup("&gt;")
    case UInt8(ascii: "\""): markup("&quot;")
    case UInt8(ascii: "'"): markup("&#39;")
    default: octets.append(octet)
    }
  }
}
