import Captures
import Vocabulary

/// Octets of a capture, written field by field in one byte order.
struct SampleCapture {
  var octets: [UInt8] = []
  var isBigEndian = false

  mutating func add16(_ value: UInt16) {
    let bytes = [UInt8(value >> 8), UInt8(truncatingIfNeeded: value)]
    octets += isBigEndian ? bytes : bytes.reversed()
  }

  mutating func add32(_ value: UInt32) {
    let halves = [UInt16(value >> 16), UInt16(truncatingIfNeeded: value)]
    for half in isBigEndian ? halves : halves.reversed() { add16(half) }
  }

  mutating func add64(_ value: UInt64) {
    let halves = [UInt32(value >> 32), UInt32(truncatingIfNeeded: value)]
    for half in isBigEndian ? halves : halves.reversed() { add32(half) }
  }
}

// pcap
extension SampleCapture {
  init(pcap magic: UInt32, isBigEndian: Bool, linkType: UInt32 = 1) {
    self.isBigEndian = isBigEndian
    add32(magic)
    add16(2)
    add16(4)
    add32(0)
    add32(0)
    add32(65_535)
    add32(linkType)
  }

  mutating func addRecord(
    seconds: UInt32, fraction: UInt32, _ packet: [UInt8], original: UInt32? = nil, extra: Int = 0
  ) {
    add32(seconds)
    add32(fraction)
    add32(UInt32(packet.count))
    add32(original ?? UInt32(packet.count))
    octets += [UInt8](repeating: 0xEE, count: extra) + packet
  }
}

// pcapng
extension SampleCapture {
  /// A block of `type`, its body padded and between its two lengths.
  mutating func addBlock(_ type: UInt32, _ write: (inout SampleCapture) -> Void) {
    var body = SampleCapture(octets: [], isBigEndian: isBigEndian)
    write(&body)
    body.pad()
    add32(type)
    add32(UInt32(body.octets.count + 12))
    octets += body.octets
    add32(UInt32(body.octets.count + 12))
  }

  mutating func pad() {
    while octets.count % 4 != 0 { octets.append(0) }
  }

  mutating func addSection(isBigEndian: Bool, major: UInt16 = 1) {
    self.isBigEndian = isBigEndian
    addBlock(0x0A0D_0D0A) { body in
      body.add32(0x1A2B_3C4D)
      body.add16(major)
      body.add16(0)
      body.add64(.max)
    }
  }

  mutating func addOption(_ code: UInt16, _ value: [UInt8]) {
    add16(code)
    add16(UInt16(value.count))
    octets += value
    pad()
  }

  mutating func addInterface(
    linkType: UInt16 = 1, snap: UInt32 = 0, options: (inout SampleCapture) -> Void = { _ in }
  ) {
    addBlock(1) { body in
      body.add16(linkType)
      body.add16(0)
      body.add32(snap)
      options(&body)
    }
  }

  mutating func addEnhanced(
    interface: UInt32 = 0, units: UInt64, _ packet: [UInt8], original: UInt32? = nil
  ) {
    addBlock(6) { body in
      body.add32(interface)
      body.addTimed(units: units, packet, original: original)
      body.addOption(1, Array("a comment".utf8))
    }
  }

  mutating func addObsolete(interface: UInt16 = 0, units: UInt64, _ packet: [UInt8]) {
    addBlock(2) { body in
      body.add16(interface)
      body.add16(3)
      body.addTimed(units: units, packet, original: nil)
    }
  }

  mutating func addTimed(units: UInt64, _ packet: [UInt8], original: UInt32?) {
    add32(UInt32(units >> 32))
    add32(UInt32(truncatingIfNeeded: units))
    add32(UInt32(packet.count))
    add32(original ?? UInt32(packet.count))
    octets += packet
    pad()
  }

  mutating func addSimple(_ packet: [UInt8], original: UInt32? = nil) {
    addBlock(3) { body in
      body.add32(original ?? UInt32(packet.count))
      body.octets += packet
    }
  }
}

/// What a reader gave of a capture.
struct Reading {
  struct Packet: Equatable {
    var number: UInt32
    var nanoseconds: Int64
    var octets: [UInt8]
    var original: Int
    var linkType: LinkType
  }

  var packets: [Packet] = []
  var error: CaptureError?
  var reader = CaptureReader()

  /// Reads all of `capture` through a window that grows by `stride` octets, as an adapter would.
  init(_ capture: [UInt8], stride: Int = .max) {
    var window: [UInt8] = []
    var given = 0
    var offset = 0
    // Each turn gives a packet or more octets; a reader that does neither is caught.
    var turns = 0
    while turns <= capture.count * 4 + 100 {
      turns += 1
      do throws(CaptureError) {
        switch try reader.next(window.span, from: offset, isLast: given == capture.count) {
        case .packet(let packet, let next):
          packets.append(
            Packet(
              number: packet.number, nanoseconds: packet.time.nanoseconds,
              octets: Array(window[packet.start..<packet.end]), original: packet.originalOctets,
              linkType: packet.linkType))
          offset = next
        case .needsMore(let from, let octets):
          window.removeSubrange(..<from)
          offset = 0
          repeat {
            let end = stride < capture.count - given ? given + stride : capture.count
            window += capture[given..<end]
            given = end
          } while window.count < octets && given < capture.count
        case .end:
          return
        }
      } catch {
        self.error = error
        // Told once: the reader is at its end.
        if case .end? = try? reader.next(window.span, from: offset, isLast: true) { return }
        self.error = nil
        return
      }
    }
    error = CaptureError(.tooManyInterfaces, at: -1)
  }
}
