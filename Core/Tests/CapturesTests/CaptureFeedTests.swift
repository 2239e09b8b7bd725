import Captures
import Testing
import Vocabulary

@Suite("Captures in pieces")
struct CaptureFeedTests {
  private func pcap(records: Int) -> [UInt8] {
    var capture = SampleCapture(pcap: 0xA1B2_C3D4, isBigEndian: false)
    for number in 0..<records {
      capture.addRecord(
        seconds: UInt32(number), fraction: 0,
        [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: number))
    }
    return capture.octets
  }

  /// What a feed makes of the octets in pieces of a size: each packet's number and octets, then the feed.
  private func read(_ octets: [UInt8], pieces size: Int) -> (packets: [String], feed: CaptureFeed) {
    var feed = CaptureFeed()
    var packets: [String] = []
    var at = 0
    repeat {
      let end = min(at + size, octets.count)
      feed.take(octets[at..<end].span, isLast: end == octets.count) { block, packet in
        let shown = (packet.start..<packet.end).map { block[$0] }
        packets.append("\(packet.number) \(packet.time.rfc3339) \(shown)")
      }
      at = end
    } while at < octets.count
    return (packets, feed)
  }

  @Test("pieces of any size give the same packets and the same tally", arguments: [1, 2, 7, 24, 100, 4_096])
  func sizes(size: Int) {
    let octets = pcap(records: 60)
    let (packets, feed) = read(octets, pieces: size)
    #expect(
      packets
        == Reading(octets).packets.map {
          "\($0.number) \(Timestamp(nanoseconds: $0.nanoseconds).rfc3339) \($0.octets)"
        })
    #expect(packets.count == 60)
    #expect(feed.error == nil && feed.isFinished)
    #expect(feed.tally.packets == 60 && feed.tally.octets == (0..<60).reduce(0, +))
    #expect(feed.tally.format == .pcap && feed.tally.linkTypes == [.ethernet])
  }

  @Test("a capture cut at any octet gives the same error as when read at once", arguments: [1, 5, 1_000])
  func cuts(size: Int) {
    let octets = pcap(records: 6)
    for count in 0...octets.count {
      let cut = Array(octets[..<count])
      let whole = Reading(cut)
      let (packets, feed) = read(cut, pieces: size)
      #expect(feed.error == whole.error, "cut at \(count)")
      #expect(packets.count == whole.packets.count, "cut at \(count)")
      #expect(feed.isFinished)
    }
  }

  @Test("octets behind an error are not read")
  func afterError() {
    var feed = CaptureFeed()
    feed.take(Array("no capture, but some text of no use".utf8).span, isLast: false) { _, _ in }
    #expect(feed.error?.kind == .notACapture)
    feed.take(pcap(records: 1).span, isLast: true) { _, _ in Issue.record("a packet behind an error") }
  }
}
