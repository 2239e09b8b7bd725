import JSON

/// A text read as JSON; what was read is written and read again, and must be the same.
enum FuzzedText {
  static func run(_ input: [UInt8]) {
    do throws(JSONError) {
      let value = try JSONReader().read(input)
      for layout in [JSONWriter.Layout.compact, .indented] {
        var writer = JSONWriter(layout)
        write(value, to: &writer)
        let again = try? JSONReader().read(writer.octets)
        demand(again.map(comparable) == comparable(value), "what was written is not what was read")
      }
    } catch {
      demand((0...input.count).contains(error.offset), "an error at \(error.offset) of \(input.count) octets")
      demand(error.line >= 1 && error.column >= 1, "an error in line \(error.line), column \(error.column)")
      demand(!error.description.isEmpty, "an error without words")
    }
    writeAsWireText(input)
  }

  /// Octets of any kind become a text that is JSON, and that steers no terminal.
  private static func writeAsWireText(_ input: [UInt8]) {
    var writer = JSONWriter(.rows)
    writer.beginObject()
    writer.key(String(decoding: input.prefix(20), as: UTF8.self))
    writer.value(wire: input.span)
    writer.key("half" as StaticString)
    writer.value(wire: input.prefix(input.count / 2))
    writer.key("count" as JSONKey)
    writer.value(scaled: Int64(input.count), decimals: input.count & 31)
    writer.endObject()
    demand(
      writer.octets.allSatisfy { ($0 >= 0x20 || $0 == 0x0A) && $0 != 0x7F }, "a control character was written"
    )
    demand((try? JSONReader().read(writer.octets)) != nil, "what was written is no JSON")
  }

  private static func write(_ value: JSONValue, to writer: inout JSONWriter) {
    switch value {
    case .null: writer.null()
    case .bool(let flag): writer.value(flag)
    case .number(let number):
      if let integer = number.integer {
        writer.value(integer)
      } else if let unsigned = number.unsigned {
        writer.value(unsigned)
      } else {
        writer.value(number.text)
      }
    case .string(let text): writer.value(text)
    case .array(let elements):
      writer.beginArray()
      for element in elements { write(element, to: &writer) }
      writer.endArray()
    case .object(let members):
      writer.beginObject()
      for member in members {
        writer.key(member.key)
        write(member.value, to: &writer)
      }
      writer.endObject()
    }
  }

  /// The value with its numbers as texts: the writer has its own way with them.
  private static func comparable(_ value: JSONValue) -> JSONValue {
    switch value {
    case .number(let number):
      .string(number.integer.map(\.description) ?? number.unsigned.map(\.description) ?? number.text)
    case .array(let elements): .array(elements.map(comparable))
    case .object(let members): .object(members.map { JSONMember($0.key, comparable($0.value)) })
    case .null, .bool, .string: value
    }
  }
}
