import CaptureFiles
import Captures
import Foundation
import Testing
import Vocabulary

@Suite("Captures merged by time")
struct MergedCapturesTests {
  /// The first octet of each packet, with its capture and number, in the order given.
  private func read(_ paths: [String], blockOctets: Int = MergedCaptures.blockOctets) -> [[Int]] {
    var captures = MergedCaptures(paths: paths, blockOctets: blockOctets)
    var given: [[Int]] = []
    captures.forEachPacket { block, packet, index in
      given.append([Int(block[packet.start]), index, Int(packet.number)])
    }
    return given
  }

  @Test("gives packets by time, ties in the order of the captures", arguments: [64, 100, 4_096])
  func merged(blockOctets: Int) throws {
    let folder = try CaptureFolder()
    let first = try folder.file("1", capture([(10, [1]), (30, [4]), (30, [5]), (50, [9])]))
    let second = try folder.file("2", capture([(10, [2]), (20, [3]), (30, [6]), (40, [8])]))
    let third = try folder.file("3", capture([(30, [7]), (60, [10])]))
    #expect(read([first, second, third], blockOctets: blockOctets).map { $0[0] } == Array(1...10))
    #expect(
      read([third, second, first], blockOctets: blockOctets).map { $0[0] }
        == [2, 1, 3, 7, 6, 4, 5, 8, 9, 10])
  }

  @Test("numbers packets from 1 in each capture")
  func numbers() throws {
    let folder = try CaptureFolder()
    let first = try folder.file("1", capture([(1, [7]), (3, [7])]))
    let second = try folder.file("2", capture([(2, [8]), (4, [8])]))
    #expect(read([first, second]) == [[7, 0, 1], [8, 1, 1], [7, 0, 2], [8, 1, 2]])
  }

  @Test("keeps a capture's own order where its times go back")
  func backwards() throws {
    let folder = try CaptureFolder()
    let path = try folder.file("1", capture([(5, [1]), (2, [2]), (9, [3])]))
    #expect(read([path]).map { $0[0] } == [1, 2, 3])
    var captures = MergedCaptures(paths: [path])
    captures.forEachPacket { _, _, _ in }
    #expect(captures.summaries.first?.tally.first == Timestamp(nanoseconds: 2_000))
    #expect(captures.summaries.first?.tally.last == Timestamp(nanoseconds: 9_000))
  }

  @Test("gives the same in blocks of any size, packets longer than a block included")
  func blocks() throws {
    let folder = try CaptureFolder()
    let packets = (0..<300).map { number in
      (
        time: UInt32(number),
        octets: [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 1 + number * 7 % 900)
      )
    }
    let path = try folder.file("1", capture(packets))
    for blockOctets in [1, 33, 500, 1_000, 65_536] {
      var captures = MergedCaptures(paths: [path], blockOctets: blockOctets)
      var number = 0
      var read = 0
      captures.forEachPacket(onProgress: { read = max(read, $0.octetsRead) }) { block, packet, _ in
        #expect(packet.capturedOctets == packets[number].octets.count)
        #expect(block[packet.start] == packets[number].octets[0])
        #expect(block[packet.end - 1] == packets[number].octets[0])
        number += 1
      }
      #expect(number == 300)
      #expect(captures.summaries.first?.error == nil)
      #expect(blockOctets == 65_536 || read == capture(packets).count)
    }
  }

  @Test("stops where the caller's part fails")
  func failure() throws {
    struct Enough: Error {}
    let folder = try CaptureFolder()
    let path = try folder.file("1", capture([(1, [1]), (2, [2]), (3, [3])]))
    var captures = MergedCaptures(paths: [path])
    var given = 0
    #expect(throws: Enough.self) {
      try captures.forEachPacket { (_, _, _) throws(Enough) in
        given += 1
        if given == 2 { throw Enough() }
      }
    }
    #expect(given == 2)
  }

  @Test("reads a pipe as it reads a file")
  func pipe() throws {
    let folder = try CaptureFolder()
    let octets = capture((0..<5_000).map { (time: UInt32($0), octets: [UInt8](repeating: 1, count: 100)) })
    let place = folder.path + "/pipe"
    let made = unsafe mkfifo(place, 0o600)
    #expect(made == 0)
    let writer = Thread {
      FileHandle(forWritingAtPath: place)?.write(Data(octets))
    }
    writer.start()
    var captures = MergedCaptures(paths: [place])
    var sizes: [Int?] = []
    captures.forEachPacket(onProgress: { sizes.append($0.octetsInAll) }) { _, _, _ in }
    #expect(captures.summaries.first?.tally.packets == 5_000)
    #expect(captures.summaries.first?.error == nil)
    #expect(sizes.allSatisfy { $0 == nil })
  }
}
