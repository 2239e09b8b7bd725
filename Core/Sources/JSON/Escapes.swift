/// Appends `text` as the inside of a JSON string that is safe on a terminal and in a page, too.
///
/// As `\uXXXX` stand: control characters (C0, DEL, C1), the line separators U+2028 and U+2029, controls of
/// writing direction, invisible marks and tags, and `<`, `>`, `&`. An octet that is no valid UTF-8 becomes
/// U+FFFD. Everything else is copied.
///
/// Source: RFC 8259, 7; RFC 3629, 4; Unicode 15, 23.2 and 23.9.
@inlinable
public func appendEscaped(_ text: Span<UInt8>, to octets: inout [UInt8]) {
  let plain = plainPrefixLength(of: text, from: 0)
  append(text, 0..<plain, to: &octets)
  if plain < text.count { appendEscapedRest(of: text, from: plain, to: &octets) }
}

/// The offset of the first octet from `start` on that is not plain ASCII, or the text's count.
@inlinable
func plainPrefixLength(of text: Span<UInt8>, from start: Int) -> Int {
  var at = start
  while at < text.count && isPlain(text[at]) { at &+= 1 }
  return at
}

/// Printable ASCII that means nothing to JSON, a terminal or a page.
@inlinable
func isPlain(_ octet: UInt8) -> Bool {
  // One bit an octet: all of 0x20...0x7E but `"`, `&`, `<`, `>` and, in the second word, `\` and DEL.
  let low: UInt64 = 0xAFFF_FFBB_0000_0000
  let high: UInt64 = 0x7FFF_FFFF_EFFF_FFFF
  let word = octet < 0x40 ? low : high
  return octet < 0x80 && word &>> UInt64(octet & 0x3F) & 1 != 0
}

/// Copies a range that lies within `text`.
@inlinable
func append(_ text: Span<UInt8>, _ range: Range<Int>, to octets: inout [UInt8]) {
  if range.count < 16 {
    for at in range { octets.append(text[at]) }
    return
  }
  let run = text.extracting(range)
  let start = octets.count
  octets.append(contentsOf: repeatElement(0, count: run.count))
  var target = octets.mutableSpan
  for at in 0..<run.count { target[start &+ at] = run[at] }
}

@usableFromInline
func appendEscapedRest(of text: Span<UInt8>, from start: Int, to octets: inout [UInt8]) {
  var at = start
  while at < text.count {
    let plain = plainPrefixLength(of: text, from: at)
    append(text, at..<plain, to: &octets)
    at = plain
    guard at < text.count else { return }
    guard let (scalar, length) = scalar(in: text, at: at) else {
      appendUnit(0xFFFD, to: &octets)
      at += 1
      continue
    }
    if isHarmful(scalar) {
      appendEscape(scalar, to: &octets)
    } else {
      append(text, at..<(at + length), to: &octets)
    }
    at += length
  }
}

/// The octets of the UTF-8 character that begins at `at`; nil where there is none.
public func utf8Length(in text: Span<UInt8>, at: Int) -> Int? {
  scalar(in: text, at: at)?.length
}

/// The Unicode scalar whose UTF-8 begins at `at`, and its length in octets; nil where there is none.
///
/// Source: RFC 3629, 4: no overlong forms, no surrogates, nothing above U+10FFFF.
func scalar(in text: Span<UInt8>, at: Int) -> (scalar: UInt32, length: Int)? {
  guard at < text.count else { return nil }
  let first = text[at]
  let length: Int
  let least: UInt32
  var scalar: UInt32
  switch first {
  case 0x00...0x7F: return (UInt32(first), 1)
  case 0xC2...0xDF: (length, least, scalar) = (2, 0x80, UInt32(first & 0x1F))
  case 0xE0...0xEF: (length, least, scalar) = (3, 0x800, UInt32(first & 0x0F))
  case 0xF0...0xF4: (length, least, scalar) = (4, 0x10000, UInt32(first & 0x07))
  default: return nil
  }
  guard length <= text.count - at else { return nil }
  for next in (at + 1)..<(at + length) {
    guard text[next] & 0xC0 == 0x80 else { return nil }
    scalar = scalar << 6 | UInt32(text[next] & 0x3F)
  }
  guard scalar >= least, scalar <= 0x10FFFF, !(0xD800...0xDFFF).contains(scalar) else { return nil }
  return (scalar, length)
}

/// Whether a scalar acts on what shows it, instead of being shown.
private func isHarmful(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x00...0x1F, 0x7F...0x9F: true
  case 0x22, 0x26, 0x3C, 0x3E, 0x5C: true
  case 0x00AD, 0x061C, 0x180E, 0xFEFF: true
  case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F: true
  case 0xFFF9...0xFFFB, 0xFDD0...0xFDEF, 0xE0000...0xE0FFF: true
  default: scalar & 0xFFFE == 0xFFFE
  }
}

private func appendEscape(_ scalar: UInt32, to octets: inout [UInt8]) {
  switch scalar {
  case 0x22, 0x5C:
    octets.append(UInt8(ascii: "\\"))
    octets.append(UInt8(truncatingIfNeeded: scalar))
  case 0x09: octets.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "t")])
  case 0x0A: octets.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
  case 0x0D: octets.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "r")])
  case 0x10000...:
    let offset = scalar - 0x10000
    appendUnit(0xD800 | offset >> 10, to: &octets)
    appendUnit(0xDC00 | offset & 0x3FF, to: &octets)
  default:
    appendUnit(scalar, to: &octets)
  }
}

/// `\uXXXX` for one UTF-16 code unit.
private func appendUnit(_ unit: UInt32, to octets: inout [UInt8]) {
  octets.append(UInt8(ascii: "\\"))
  octets.append(UInt8(ascii: "u"))
  for shift: UInt32 in [12, 8, 4, 0] {
    let digit = UInt8(truncatingIfNeeded: unit >> shift) & 15
    octets.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + (digit - 10))
  }
}
