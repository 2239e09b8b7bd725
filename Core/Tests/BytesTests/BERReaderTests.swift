import Bytes
import Testing

@Suite("Reading BER")
struct BERReaderTests {
  @Test("reads tags of one and more octets")
  func tags() throws {
    let sequence: [UInt8] = [0x30, 0x00]
    #expect(try BERHeader(sequence.span).tag == .sequence)
    let application: [UInt8] = [0x6A, 0x00]
    #expect(try BERHeader(application.span).tag == .application(10))
    let context: [UInt8] = [0x80, 0x00]
    #expect(try BERHeader(context.span).tag == .contextPrimitive(0))
    let long: [UInt8] = [0xBF, 0x83, 0x10, 0x02, 1, 2]
    let header = try BERHeader(long.span)
    #expect(header.tag == .context(0x190))
    #expect(header.octets == 4)
    #expect(header.elementOctets == 6)
  }

  @Test("reads lengths of every form")
  func lengths() throws {
    let short: [UInt8] = [0x04, 0x7F]
    #expect(try BERHeader(short.span).contentOctets == 127)
    let one: [UInt8] = [0x04, 0x81, 0x80]
    #expect(try BERHeader(one.span).contentOctets == 128)
    let four: [UInt8] = [0x30, 0x84, 0, 0, 1, 2]
    #expect(try BERHeader(four.span).elementOctets == 258 + 6)
    let indefinite: [UInt8] = [0x30, 0x80]
    #expect(try BERHeader(indefinite.span).contentOctets == nil)
  }

  @Test(
    "refuses what no more octets would help",
    arguments: [
      [0x04, 0x80], [0x04, 0xFF], [0x04, 0x89, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0x04, 0x84, 0x40, 0, 0, 1],
      [0x04, 0x88, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0x1F, 0x81, 0x80, 0x80, 0x80, 0x01],
    ] as [[UInt8]])
  func invalid(octets: [UInt8]) {
    #expect(Self.reason(octets) == .invalid)
  }

  @Test("asks for more where a tag or length is cut")
  func truncated() {
    let octets: [UInt8] = [0xBF, 0x83, 0x10, 0x82, 1, 2]
    for count in 0..<octets.count - 1 {
      #expect(Self.reason(Array(octets[..<count])) == .truncated)
    }
    #expect(Self.reason(octets) == nil)
  }

  private static func reason(_ octets: [UInt8]) -> DecodeError.Reason? {
    do throws(DecodeError) {
      _ = try BERHeader(octets.span)
      return nil
    } catch {
      return error.reason
    }
  }

  /// The content of each element of a level as its tag's number and octets, as far as they are whole.
  private static func level(_ octets: Span<UInt8>, mayBeCut: Bool = false) -> [(UInt32, [UInt8])] {
    var reader = BERReader(octets)
    var elements: [(UInt32, [UInt8])] = []
    while let element = try? reader.next(mayBeCut: mayBeCut) {
      var content: [UInt8] = []
      for index in element.octets.indices { content.append(element.octets[index]) }
      elements.append((element.tag.number, content))
    }
    return elements
  }

  @Test("goes through the elements of a level and down into one")
  func levels() throws {
    let octets: [UInt8] = [0x30, 0x08, 0x02, 0x01, 0x05, 0x04, 0x03, 0x61, 0x62, 0x63, 0x05, 0x00]
    var outer = BERReader(octets.span)
    var inner = BERReader(try outer.take(.sequence))
    let five = BERValue.integer(try inner.take(.integer))
    let nextTag = inner.nextTag
    let hasBoolean = try inner.takeIfPresent(.boolean) != nil
    let text = try inner.take(.octetString)
    let (count, first) = (text.count, text[0])
    #expect(five == 5)
    #expect(nextTag == .octetString)
    #expect(!hasBoolean)
    #expect(count == 3 && first == 0x61)
    let (innerEnded, outerEnded) = (inner.isAtEnd, outer.isAtEnd)
    #expect(innerEnded && !outerEnded)
    let last = try outer.next().tag
    let (ended, none) = (outer.isAtEnd, outer.nextTag)
    #expect(last == .null && ended && none == nil)
  }

  @Test("an element of another tag stays the next")
  func otherTag() throws {
    let octets: [UInt8] = [0x02, 0x01, 0x05]
    var reader = BERReader(octets.span)
    var reason: DecodeError?
    do throws(DecodeError) { _ = try reader.take(.sequence) } catch { reason = error }
    let value = BERValue.integer(try reader.take(.integer))
    #expect(reason == DecodeError(.invalid, at: 0))
    #expect(value == 5)
  }

  @Test("finds the end of an indefinite length behind others within")
  func indefinite() {
    let octets: [UInt8] = [
      0x30, 0x80, 0x30, 0x80, 0x02, 0x01, 0x00, 0x00, 0x00, 0x04, 0x02, 0x00, 0x00, 0x00, 0x00, 0x05, 0x00,
    ]
    let outer = Self.level(octets.span)
    #expect(outer.map(\.0) == [16, 5])
    let content = outer.first?.1 ?? []
    #expect(content.count == 11)
    let inner = Self.level(content.span)
    #expect(inner.map(\.0) == [16, 4])
    #expect(inner.map(\.1) == [[0x02, 0x01, 0x00], [0, 0]])
  }

  @Test("indefinite lengths are followed 32 levels deep, and not deeper")
  func depth() {
    func nested(_ levels: Int) -> [UInt8] {
      var octets: [UInt8] = []
      for _ in 0..<levels { octets += [0x30, 0x80] }
      return octets + [UInt8](repeating: 0, count: levels * 2)
    }
    #expect(Self.level(nested(32).span).count == 1)
    #expect(Self.level(nested(33).span).isEmpty)
  }

  @Test("a cut element is an error, or given as far as it is there")
  func cut() {
    let octets: [UInt8] = [0x04, 0x05, 1, 2]
    #expect(Self.level(octets.span).isEmpty)
    #expect(Self.level(octets.span, mayBeCut: true).map(\.1) == [[1, 2]])
    let open: [UInt8] = [0x30, 0x80, 0x04, 0x05, 1, 2]
    #expect(Self.level(open.span).isEmpty)
    #expect(Self.level(open.span, mayBeCut: true).map(\.1) == [[4, 5, 1, 2]])
  }

  @Test("finds an element of a level by its tag")
  func find() throws {
    let octets: [UInt8] = [0xA1, 0x01, 9, 0xA2, 0x02, 7, 8, 0xA3, 0x00]
    var reader = BERReader(octets.span)
    let found = try reader.find(.context(2))?.count
    let absent = try reader.find(.context(9)) == nil
    let ended = reader.isAtEnd
    #expect(found == 2 && absent && ended)
  }

  @Test("every octet changed and every prefix: no trap, and each element moves on")
  func hostile() {
    let whole: [UInt8] = [
      0x30, 0x81, 0x0F, 0xA0, 0x80, 0x02, 0x02, 0x01, 0x00, 0x00, 0x00, 0x1F, 0x81, 0x01, 0x01, 0xFF, 0x05,
      0x00,
    ]
    for at in whole.indices {
      for value in UInt8.min...UInt8.max {
        var octets = whole
        octets[at] = value
        Self.walk(octets.span)
        Self.walk(octets.span.extracting(0..<at))
      }
    }
  }

  private static func walk(_ octets: Span<UInt8>) {
    var reader = BERReader(octets)
    var position = -1
    while !reader.isAtEnd {
      let movesOn = reader.position > position
      #expect(movesOn)
      position = reader.position
      guard let element = try? reader.next(mayBeCut: true) else { break }
      var inside = element.elements
      while (try? inside.next()) != nil {}
    }
    let isInside = reader.position <= octets.count
    #expect(isInside)
  }
}

@Suite("BER values")
struct BERValueTests {
  @Test(
    "integers",
    arguments: [
      ([0x00], 0), ([0x7F], 127), ([0x80], -128), ([0x00, 0x80], 128), ([0xFF, 0x7F], -129),
      ([0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], .max), ([], nil),
      ([0, 0, 0, 0, 0, 0, 0, 0, 1], nil),
    ] as [([UInt8], Int64?)])
  func integers(octets: [UInt8], value: Int64?) {
    #expect(BERValue.integer(octets.span) == value)
  }

  @Test("unsigned numbers of 64 bits take nine octets")
  func unsigned() {
    let most: [UInt8] = [0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]
    #expect(BERValue.unsigned(most.span) == .max)
    let wider: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0, 0]
    #expect(BERValue.unsigned(wider.span) == nil)
    let none: [UInt8] = []
    #expect(BERValue.unsigned(none.span) == nil)
  }

  @Test("booleans and flags")
  func flags() {
    let yes: [UInt8] = [0xFF]
    #expect(BERValue.boolean(yes.span) == true)
    let none: [UInt8] = []
    #expect(BERValue.boolean(none.span) == nil)
    #expect(BERValue.flags(none.span) == 0)
    let flags: [UInt8] = [0x04, 0x40, 0x81]
    #expect(BERValue.flags(flags.span) == 0x4081_0000)
  }

  @Test("object identifiers")
  func arcs() {
    let negotiate: [UInt8] = [0x2B, 0x06, 0x01, 0x05, 0x05, 0x02]
    #expect(BERValue.arcs(negotiate.span) == [1, 3, 6, 1, 5, 5, 2])
    let joint: [UInt8] = [0x88, 0x37, 0x03]
    #expect(BERValue.arcs(joint.span) == [2, 999, 3])
    let wide: [UInt8] = [0x2A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]
    #expect(BERValue.arcs(wide.span) == [1, 2])
    let many = [UInt8](repeating: 1, count: 99)
    #expect(BERValue.arcs(many.span, limit: 5).count <= 6)
  }
}
