/// A number as `%e` writes it, with six digits behind the point and three of the exponent.
enum ScientificText {
  static func text(_ number: Double) -> String {
    guard number.isFinite else { return number.isNaN ? "nan" : number < 0 ? "-inf" : "inf" }
    let sign = number.sign == .minus ? "-" : ""
    var exponent = 0
    var value = number.magnitude
    if value != 0 {
      while value >= 10, exponent < 400 {
        value /= 10
        exponent += 1
      }
      while value < 1, exponent > -400 {
        value *= 10
        exponent -= 1
      }
    }
    var digits = (value * 1_000_000).rounded(.toNearestOrEven)
    if digits >= 10_000_000 {
      digits /= 10
      exponent += 1
    }
    let all = String(Int(digits))
    let padded = String(repeating: "0", count: max(0, 7 - all.utf8.count)) + all
    let power = String(exponent.magnitude)
    let zeros = String(repeating: "0", count: max(0, 3 - power.utf8.count))
    return sign + padded.prefix(1) + "." + padded.dropFirst() + "e" + (exponent < 0 ? "-" : "+") + zeros
      + power
  }
}

/// Text of one octet a character, as western Windows writes it.
///
/// Source: Unicode, MAPPINGS/VENDORS/MICSFT/WindowsBestFit/bestfit1252.
enum WindowsCodePage {
  private static let high: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
    0x8D,
    0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161,
    0x203A,
    0x0153, 0x9D, 0x017E, 0x0178,
  ]

  /// Up to the first zero.
  static func text(_ octets: ArraySlice<UInt8>) -> String {
    var text = ""
    for octet in octets.prefix(while: { $0 != 0 }) {
      let value = (0x80...0x9F).contains(octet) ? high[Int(octet) - 0x80] : UInt32(octet)
      if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
    }
    return text
  }
}

extension XMLElement {
  /// Each element on a line of its own, two spaces deeper than the one around it. Where an element has text,
  /// the text alone is shown.
  public var indented: String {
    var text = ""
    var waiting: [(element: XMLElement, depth: Int, isEnd: Bool)] = [(self, 0, false)]
    while let (element, depth, isEnd) = waiting.popLast() {
      text += String(repeating: "  ", count: depth)
      if isEnd {
        text += "</" + element.name + ">\n"
        continue
      }
      text += "<" + element.name
      for attribute in element.attributes {
        text += " " + attribute.name + "=\"" + Self.escaped(attribute.value, isAttribute: true) + "\""
      }
      if !element.text.isEmpty {
        text += ">" + Self.escaped(element.text) + "</" + element.name + ">\n"
      } else if element.children.isEmpty {
        text += "/>\n"
      } else {
        text += ">\n"
        waiting.append((XMLElement(name: element.name, attributes: []), depth, true))
        for child in element.children.reversed() { waiting.append((child, depth + 1, false)) }
      }
    }
    return text
  }

  private static func escaped(_ text: String, isAttribute: Bool = false) -> String {
    var octets: [UInt8] = []
    for octet in text.utf8 {
      switch octet {
      case UInt8(ascii: "&"): octets.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): octets.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): octets.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\"") where isAttribute: octets.append(contentsOf: "&quot;".utf8)
      default: octets.append(octet)
      }
    }
    return String(decoding: octets, as: UTF8.self)
  }
}
