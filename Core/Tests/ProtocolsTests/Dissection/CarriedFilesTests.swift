import Testing
import Vocabulary

@testable import Protocols

/// What is kept of files under way, however they end.
@Suite("Files under way")
struct CarriedFilesTests {
  private typealias Key = CarriedFiles.Key

  private static let octet: [UInt8] = [1]

  private static func mention() -> Mention {
    Mention(
      .fileSHA256, time: Timestamp(nanoseconds: 0), place: PacketPlace(packet: 1),
      actor: EndpointID(rawValue: 0), target: EndpointID(rawValue: 1), port: 0, name: .smb2,
      outcome: .succeeded, object: .none)
  }

  /// A file of flow `number`, of which 10 octets are announced and 1 was shown.
  private static func begin(_ files: inout CarriedFiles, _ number: UInt32) -> (Key, flow: Key) {
    let (key, flow) = (Key.open(number, isWrite: false), Key.flow(number, isFromLow: true))
    files.begin(key, mention(), serial: number, whole: nil)
    files.take(key, pieceOf: 10, at: 0, Self.octet.span, in: flow)
    return (key, flow)
  }

  @Test("a file that ends in the middle of a piece leaves nothing behind")
  func endedInPiece() {
    var files = CarriedFiles()
    for number in 1...2_000 as ClosedRange<UInt32> {
      let (key, flow) = Self.begin(&files, number)
      #expect(files.isPassing && !files.isEmpty)
      _ = files.end(key, isEnd: true)
      let passed = files.passBy(Self.octet.span, in: flow)
      #expect(!files.isPassing && files.isEmpty && passed == nil)
    }
  }

  @Test("a file that breaks off gives its place back at once, and its rest is not taken for another")
  func broken() {
    var files = CarriedFiles()
    for number in 1...2_000 as ClosedRange<UInt32> {
      let (key, flow) = Self.begin(&files, number)
      if number % 2 == 0 {
        files.lose(in: flow)
      } else {
        files.take(key, pieceOf: 5, at: 90, Self.octet.span, in: flow)
      }
      #expect(files.isEmpty && !files.isPassing)
      files.take(key, pieceOf: 1, at: 10, Self.octet.span, in: flow)
      let ended = files.end(key, isEnd: true)
      #expect(ended == nil)
    }
    #expect(files.counts.withGaps == 2_000 && files.counts.beyondLimit == 0)
  }

  @Test("at the limit the file that was quiet for longest gives way, and what passes of it is bounded")
  func limit() {
    var files = CarriedFiles()
    let limit = UInt32(CarriedFiles.fileLimit)
    let (first, flow) = Self.begin(&files, 0)
    for number in 1..<limit { _ = Self.begin(&files, number) }
    #expect(files.counts.beyondLimit == 0 && files.passingCount == CarriedFiles.fileLimit)
    _ = files.passBy(Self.octet.span, in: flow)
    for number in limit..<(limit * 2 - 1) { _ = Self.begin(&files, number) }
    #expect(files.counts.beyondLimit == UInt64(limit - 1))
    #expect(files.knows(first) && !files.knows(.open(1, isWrite: false)))
    #expect(files.passingCount == CarriedFiles.fileLimit)
    _ = Self.begin(&files, limit * 2)
    #expect(!files.knows(first))
  }

  @Test("the files of one flow, and of no other, are open in it")
  func open() {
    var files = CarriedFiles()
    let (one, _) = Self.begin(&files, 1)
    let (two, _) = Self.begin(&files, 2)
    #expect(files.open(in: 1) == [one] && files.open(in: 2) == [two] && files.open(in: 3) == [])
    _ = files.end(one, isEnd: true)
    #expect(files.open(in: 1) == [])
  }
}
