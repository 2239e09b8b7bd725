import Captures
import Vocabulary

/// A capture file, read at once and through a window: both must give the same packets and the same end.
///
/// An input is one octet that says how much the window grows at a time, then the file.
enum FuzzedCapture {
  private struct Reading: Equatable {
    var packets: [Packet] = []
    var error: CaptureError?
    var linkTypes: [LinkType] = []
    var skipped: UInt64 = 0
  }

  private struct Packet: Equatable {
    var number: UInt32
    var time: Timestamp
    var octets: ArraySlice<UInt8>
    var originalOctets: Int
    var linkType: LinkType
  }

  static func run(_ input: [UInt8]) {
    guard let growth = input.first else { return }
    let file = Array(input.dropFirst())
    let whole = read(file, growth: file.count + 1)
    let pieces = read(file, growth: Int(growth) + 1)
    demand(whole == pieces, "the window's size shows: \(whole) is not \(pieces)")
    if let error = whole.error {
      demand((0...file.count).contains(error.offset), "an error at \(error.offset) of \(file.count) octets")
      demand(!error.message.isEmpty, "an error without words")
    }
  }

  private static func read(_ file: [UInt8], growth: Int) -> Reading {
    var reading = Reading()
    var reader = CaptureReader()
    var start = 0
    var end = min(growth, file.count)
    var offset = 0
    do throws(CaptureError) {
      while true {
        let block = file[start..<end]
        let isLast = end == file.count
        switch try reader.next(block.span, from: offset, isLast: isLast) {
        case .packet(let packet, let next):
          demand(
            0 <= packet.start && packet.start <= packet.end && packet.end <= next && next <= block.count,
            "a packet at \(packet.start)..<\(packet.end), the next at \(next), of \(block.count) octets")
          reading.packets.append(
            Packet(
              number: packet.number, time: packet.time,
              octets: file[(start + packet.start)..<(start + packet.end)],
              originalOctets: packet.originalOctets, linkType: packet.linkType))
          offset = next
        case .needsMore(let from, let octets):
          demand(!isLast, "more octets are asked for behind the last")
          demand(from <= block.count && octets > block.count - from, "octets are asked for that are there")
          start += from
          end = min(max(end + growth, start + min(octets, growth)), file.count)
          offset = 0
        case .end:
          reading.linkTypes = reader.linkTypes
          reading.skipped = reader.skipped
          return reading
        }
      }
    } catch {
      reading.error = error
      reading.linkTypes = reader.linkTypes
      reading.skipped = reader.skipped
      return reading
    }
  }
}
