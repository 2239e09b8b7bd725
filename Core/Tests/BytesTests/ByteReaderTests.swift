import Bytes
import Testing

@Suite("Reading octets")
struct ByteReaderTests {
  /// Reads one number and tells it with the reader's position, or the error.
  typealias Read = @Sendable (inout ByteReader) throws(DecodeError) -> UInt64

  struct Number: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let octets: Int
    /// Of the octets 01 02 03 …
    let value: UInt64
    let read: Read
  }

  static let numbers = [
    Number(testDescription: "uint8", octets: 1, value: 0x01) { reader throws(DecodeError) in
      UInt64(try reader.uint8())
    },
    Number(testDescription: "uint16", octets: 2, value: 0x0102) { reader throws(DecodeError) in
      UInt64(try reader.uint16())
    },
    Number(testDescription: "uint24", octets: 3, value: 0x010203) { reader throws(DecodeError) in
      UInt64(try reader.uint24())
    },
    Number(testDescription: "uint32", octets: 4, value: 0x0102_0304) { reader throws(DecodeError) in
      UInt64(try reader.uint32())
    },
    Number(testDescription: "uint64", octets: 8, value: 0x0102_0304_0506_0708) {
      reader throws(DecodeError) in try reader.uint64()
    },
    Number(testDescription: "uint16, little-endian", octets: 2, value: 0x0201) { reader throws(DecodeError) in
      UInt64(try reader.uint16LittleEndian())
    },
    Number(testDescription: "uint32, little-endian", octets: 4, value: 0x0403_0201) {
      reader throws(DecodeError) in UInt64(try reader.uint32LittleEndian())
    },
    Number(testDescription: "uint64, little-endian", octets: 8, value: 0x0807_0605_0403_0201) {
      reader throws(DecodeError) in try reader.uint64LittleEndian()
    },
  ]

  static let octets: [UInt8] = Array(1...9)

  @Test("takes as many octets as the number has, in its byte order", arguments: numbers)
  func value(number: Number) throws {
    var reader = ByteReader(Self.octets.span)
    let value = try number.read(&reader)
    let (position, remaining) = (reader.position, reader.remaining)
    #expect(value == number.value)
    #expect(position == number.octets)
    #expect(remaining == Self.octets.count - number.octets)
  }

  @Test(
    "a number of which any octet is missing is told by its own offset, and nothing is taken",
    arguments: numbers)
  func truncation(number: Number) throws {
    for present in 0..<number.octets {
      let octets = Array(Self.octets.prefix(present + 1))
      var reader = ByteReader(octets.span)
      try reader.skip(1)
      let error = error { () throws(DecodeError) in _ = try number.read(&reader) }
      let position = reader.position
      #expect(error == DecodeError(.truncated, at: 1), "\(present) of \(number.octets)")
      #expect(position == 1)
    }
  }

  @Test("a taken frame ends at its own length, and the outer reader stands behind it")
  func take() throws {
    var reader = ByteReader(Self.octets.span)
    var frame = try reader.take(3)
    let first = try frame.uint16()
    let beyond = error { () throws(DecodeError) in _ = try frame.uint16() }
    let next = try reader.uint8()
    #expect(first == 0x0102)
    #expect(beyond == DecodeError(.truncated, at: 2))
    #expect(next == 4)
  }

  @Test(
    "refuses a length that is negative or beyond the end",
    arguments: [
      (-1, DecodeError.Reason.invalid), (Int.min, .invalid), (10, .truncated), (Int.max, .truncated),
    ])
  func wrongLength(count: Int, reason: DecodeError.Reason) {
    var reader = ByteReader(Self.octets.span)
    let skipped = error { () throws(DecodeError) in try reader.skip(count) }
    let spanned = error { () throws(DecodeError) in _ = try reader.span(count) }
    let taken = error { () throws(DecodeError) in _ = try reader.take(count) }
    let position = reader.position
    for error in [skipped, spanned, taken] { #expect(error == DecodeError(reason, at: 0)) }
    #expect(position == 0)
  }

  @Test("takes all up to the last octet, and an empty frame at the end")
  func boundary() throws {
    var reader = ByteReader(Self.octets.span)
    let all = try reader.span(9).count
    let none = try reader.take(0).remaining
    let rest = reader.rest().count
    let isAtEnd = reader.isAtEnd
    let beyond = error { () throws(DecodeError) in try reader.skip(1) }
    #expect(all == 9 && none == 0 && rest == 0 && isAtEnd)
    #expect(beyond == DecodeError(.truncated, at: 9))
  }

  @Test("peeking leaves the octet where it is, and the rest is everything behind it")
  func peekAndRest() throws {
    var reader = ByteReader(Self.octets.span)
    try reader.skip(7)
    let peeked = try reader.peek()
    let rest = reader.rest()
    let restOctets = [rest[0], rest[1]]
    let error = error { () throws(DecodeError) in _ = try reader.peek() }
    #expect(peeked == 8)
    #expect(restOctets == [8, 9])
    #expect(error == DecodeError(.truncated, at: 9))
  }

  /// What a read throws; `#expect(throws:)` takes no closure over a borrowed reader.
  private func error(_ read: () throws(DecodeError) -> Void) -> DecodeError? {
    do throws(DecodeError) {
      try read()
      return nil
    } catch {
      return error
    }
  }
}
