import JSON
import Testing

/// What `write` makes of a writer, as text.
private func written(_ layout: JSONWriter.Layout = .compact, _ write: (inout JSONWriter) -> Void) -> String {
  var writer = JSONWriter(layout)
  write(&writer)
  return String(decoding: writer.octets, as: UTF8.self)
}

@Suite("JSON writer")
struct JSONWriterTests {
  @Test("sets commas between members and elements, none elsewhere")
  func commas() {
    let text = written { writer in
      writer.beginObject()
      writer.key("a")
      writer.value(1)
      writer.key("b")
      writer.beginArray()
      writer.value(true)
      writer.null()
      writer.beginObject()
      writer.endObject()
      writer.beginArray()
      writer.endArray()
      writer.endArray()
      writer.key(JSONKey("c\""))
      writer.value("x")
      writer.endObject()
    }
    #expect(text == #"{"a":1,"b":[true,null,{},[]],"c\"":"x"}"#)
  }

  @Test("writes a text a line, one behind the other")
  func lines() {
    let text = written(.lines) { writer in
      for number in 1...2 {
        writer.beginObject()
        writer.key("a")
        writer.beginArray()
        writer.value(number)
        writer.endArray()
        writer.endObject()
      }
    }
    #expect(text == "{\"a\":[1]}\n{\"a\":[2]}\n")
  }

  @Test("writes a row a line")
  func rows() {
    let text = written(.rows) { writer in
      writer.beginObject()
      writer.key("schema")
      writer.value("s")
      writer.key("rows")
      writer.beginArray()
      for row in 1...2 {
        writer.beginObject()
        writer.key("n")
        writer.value(row)
        writer.key("list")
        writer.beginArray()
        writer.value(false)
        writer.endArray()
        writer.endObject()
      }
      writer.endArray()
      writer.key("none")
      writer.beginArray()
      writer.endArray()
      writer.endObject()
    }
    #expect(
      text == """
        {
          "schema":"s",
          "rows":[
            {"n":1,"list":[false]},
            {"n":2,"list":[false]}
          ],
          "none":[]
        }

        """)
  }

  @Test("goes on where the octets were taken away")
  func emptied() {
    var writer = JSONWriter(.compact)
    var whole: [UInt8] = []
    func flush() {
      whole += writer.octets
      writer.octets.removeAll(keepingCapacity: true)
    }
    writer.beginArray()
    flush()
    writer.value(1)
    flush()
    writer.beginObject()
    writer.key("k")
    flush()
    writer.value("v")
    flush()
    writer.endObject()
    writer.endArray()
    flush()
    #expect(String(decoding: whole, as: UTF8.self) == #"[1,{"k":"v"}]"#)
  }

  @Test(
    "writes whole numbers to their limits",
    arguments: [
      (Int64.min, "-9223372036854775808"), (-1, "-1"), (0, "0"), (10, "10"),
      (Int64.max, "9223372036854775807"),
    ])
  func integers(number: Int64, text: String) {
    #expect(written { $0.value(number) } == text)
    #expect(written { $0.value(UInt64.max) } == "18446744073709551615")
  }

  @Test("writes decimals with fixed digits")
  func decimals() {
    #expect(written { $0.value(scaled: 12345, decimals: 2) } == "123.45")
    #expect(written { $0.value(scaled: -5, decimals: 3) } == "-0.005")
    #expect(written { $0.value(scaled: 7, decimals: 0) } == "7")
    #expect(written { $0.value(scaled: .min, decimals: 99) } == "-9.223372036854775808")
    #expect(written { $0.value(0.125, decimals: 2) } == "0.13")
    #expect(written { $0.value(-2.0, decimals: 1) } == "-2.0")
    #expect(written { $0.value(Double.nan, decimals: 2) } == "null")
    #expect(written { $0.value(Double.infinity, decimals: 2) } == "null")
    #expect(written { $0.value(1e17, decimals: 2) } == "null")
  }

  @Test("escapes what acts on a terminal, a page or a reader of text")
  func escapes() {
    #expect(
      written { $0.value("\u{1B}[31m<b>&\"\\\n\t\r\0\u{7F}") }
        == #""\u001b[31m\u003cb\u003e\u0026\"\\\n\t\r\u0000\u007f""#)
    #expect(
      written { $0.value("a\u{9B}b\u{2028}c\u{202E}d\u{2066}\u{FEFF}\u{E0041}") }
        == #""a\u009bb\u2028c\u202ed\u2066\ufeff\udb40\udc41""#)
    #expect(written { $0.key("<") } == #""\u003c":"#)
  }

  @Test("copies letters of every script as they are")
  func letters() {
    let text = "Größe 圧力 🏭 a long run of plain letters, longer than one block"
    #expect(written { $0.value(text) } == "\"\(text)\"")
  }

  @Test(
    "replaces each octet that is no UTF-8",
    arguments: [
      ([0xFF], 1), ([0xC3], 1), ([0xC0, 0xAF], 2), ([0xED, 0xA0, 0x80], 3), ([0xF4, 0x90, 0x80, 0x80], 4),
      ([0xE2, 0x80], 2),
    ] as [([UInt8], Int)])
  func invalid(octets: [UInt8], count: Int) {
    let text = written { $0.value(wire: ([0x61] + octets + [0x62])[...]) }
    #expect(text == "\"a" + String(repeating: "\\ufffd", count: count) + "b\"")
  }

  @Test("escapes what an appending closure adds, and only that")
  func appending() {
    #expect(written { $0.value { $0 += Array("10.0.0.1".utf8) } } == #""10.0.0.1""#)
    let text = written { writer in
      writer.value("é")
      writer.octets.append(UInt8(ascii: " "))
      writer.value { $0 += Array("a<é".utf8) + [0xFF] }
    }
    #expect(text == #""é" ,"a\u003cé\ufffd""#)
  }

  @Test("gives plain ASCII for any octets, and the reader reads it")
  func everyOctet() throws {
    for first in UInt8.min...UInt8.max {
      for second in stride(from: UInt8.min, through: 0xF8, by: 8) {
        var writer = JSONWriter(.compact)
        writer.value(wire: [first, second, first][...])
        #expect(!writer.octets.contains { $0 < 0x20 || $0 == 0x7F || $0 == 0x3C || $0 == 0x3E || $0 == 0x26 })
        let value = try JSONReader().read(writer.octets)
        #expect(value.string != nil)
      }
    }
  }
}
