/// Text of fields and lines as spreadsheets write it, field by field: commas or semicolons, quotes doubled
/// inside quotes.
///
/// Source: RFC 4180, and the semicolon of spreadsheets in most of Europe.
struct SeparatedText {
  struct Field: Equatable {
    var text: String
    /// Where it begins, from 1, in characters.
    var column: Int
  }

  struct Line: Equatable {
    /// From 1.
    var number: Int
    var fields: [Field]
  }

  /// The lines that hold more than blanks; the first one's separator stands for all.
  static func lines(_ text: String) throws(OwnerError) -> [Line] {
    var characters = Array(text)
    if characters.first == "\u{FEFF}" { characters.removeFirst() }
    let header = characters.prefix { !$0.isNewline }
    let separator: Character = header.contains(";") && !header.contains(",") ? ";" : ","
    var lines: [Line] = []
    var at = 0
    var number = 1
    while at < characters.count {
      let line = try line(characters, &at, &number, separator)
      if line.fields.contains(where: { !$0.text.isEmpty }) { lines.append(line) }
    }
    return lines
  }

  private static func line(
    _ text: [Character], _ at: inout Int, _ number: inout Int, _ separator: Character
  ) throws(OwnerError) -> Line {
    var line = Line(number: number, fields: [])
    let start = at
    var fieldStart = at
    var field: [Character] = []
    while at < text.count && !text[at].isNewline {
      if text[at] == separator {
        line.fields.append(Self.field(field, column: fieldStart - start + 1))
        field = []
        at += 1
        fieldStart = at
      } else if text[at] == "\"" && field.allSatisfy({ $0.isWhitespace }) {
        field = try quoted(text, &at, line: number, column: at - start + 1)
      } else {
        field.append(text[at])
        at += 1
      }
    }
    line.fields.append(Self.field(field, column: fieldStart - start + 1))
    at += 1
    number += 1
    return line
  }

  private static func quoted(
    _ text: [Character], _ at: inout Int, line: Int, column: Int
  ) throws(OwnerError) -> [Character] {
    var field: [Character] = []
    at += 1
    while at < text.count && !text[at].isNewline {
      if text[at] != "\"" {
        field.append(text[at])
        at += 1
      } else if at + 1 < text.count && text[at + 1] == "\"" {
        field.append("\"")
        at += 2
      } else {
        at += 1
        return field
      }
    }
    throw OwnerError(
      line: line, column: column, message: "the quote that opens here is not closed on its line")
  }

  private static func field(_ characters: [Character], column: Int) -> Field {
    var characters = characters[...]
    while let last = characters.last, last.isWhitespace { characters = characters.dropLast() }
    return Field(text: String(characters.drop { $0.isWhitespace }), column: column)
  }
}
