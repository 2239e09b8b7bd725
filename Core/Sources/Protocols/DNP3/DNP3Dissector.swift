import Bytes
import Vocabulary

/// Dissects DNP3 over TCP and UDP: link frames, fragments that come in segments, requests and responses.
///
/// What a request means is in `DNP3Activities.swift`, how it ends in `DNP3Outcomes.swift`, what outstations
/// say of themselves in `DNP3Identity.swift`.
public struct DNP3Dissector: Sendable {
  public static let port: UInt16 = 20_000

  /// The user data of a frame without its checksums.
  private var segment: [UInt8] = []
  private var fragments = PartialMessages()
  private let checksum = DNP3Checksum()
  /// The file that was opened last in each flow.
  var files = FlowStates<DNP3File>(limit: fileLimit)

  /// Fragments that wait for their next segment.
  public static let fragmentLimit = PartialMessages.messageLimit
  /// Source: IEEE 1815-2012, clause 4.2.2.2: 2,048 octets unless both ends agree on more.
  static let fragmentOctetLimit = 8_192
  /// Fragments that gave way to others, or were longer than is kept.
  public var droppedFragments: Int { fragments.dropped }
  public static let fileLimit = 1_024
  public var droppedFiles: Int { files.dropped }

  public init() {}

  /// The header's checksum proves it.
  ///
  /// Source: IEEE 1815-2012, clause 9.2.
  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    if octets.count >= 1, octets[0] != 0x05 { return .no }
    if octets.count >= 2, octets[1] != 0x64 { return .no }
    guard octets.count >= DNP3Frame.headerOctets else { return .undecided }
    return DNP3Frame(octets) != nil && DNP3Checksum.holds(header: octets) ? .consistent : .no
  }

  /// Dissects as many whole frames as `octets` begin with.
  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    var at = 0
    while octets.count &- at >= DNP3Frame.headerOctets {
      let rest = octets.extracting(at..<octets.count)
      guard let frame = DNP3Frame(rest) else {
        dissection.malformed(.dnp3)
        return .lost(after: at)
      }
      guard rest.count >= frame.frameOctets else {
        return StreamProgress(consumed: at, needs: frame.frameOctets)
      }
      dissect(frame, rest.extracting(0..<frame.frameOctets), &dissection)
      at &+= frame.frameOctets
    }
    return StreamProgress(consumed: at)
  }

  /// Dissects the frames of one datagram.
  public mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    let progress = dissect(stream: octets, &dissection)
    if progress.consumed < octets.count, !progress.isLost { dissection.malformed(.dnp3) }
  }

  private mutating func dissect(
    _ frame: DNP3Frame, _ octets: Span<UInt8>, _ dissection: inout Dissection
  ) {
    dissection.note(.dnp3)
    if !checksum.holds(octets, 0..<8) { dissection.malformed(.dnp3) }
    guard frame.dataOctets > 0 else {
      if frame.carriesData { dissection.malformed(.dnp3) }
      takeLink(frame, &dissection)
      return
    }
    // Taken out for the time, so that it is not copied while the dissector works with it.
    var data = segment
    segment = []
    data.removeAll(keepingCapacity: true)
    if copyData(of: frame, octets, to: &data) {
      takeSegment(frame, data.span, &dissection)
    } else {
      dissection.malformed(.dnp3)
    }
    segment = data
  }

  /// A client that asks whether a station is there: whoever looks for stations asks address after address.
  /// Stations that ask their master keep the link up, and say nothing.
  ///
  /// Source: IEEE 1815-2012, clause 9.2.4.1.3: request of link status (9), its answer (11).
  private func takeLink(_ frame: DNP3Frame, _ dissection: inout Dissection) {
    switch (frame.control & 0x40 != 0, frame.control & 0x0F) {
    case (true, 9) where dissection.isFromClient:
      dissection.request(
        .dnp3, id: Self.linkID(frame.source, frame.destination), .identify, unit: Int32(frame.destination),
        code: 9)
    case (false, 11): dissection.reply(Self.linkID(frame.destination, frame.source), .succeeded)
    default: break
    }
  }

  /// Above all ids of fragments.
  private static func linkID(_ master: UInt16, _ station: UInt16) -> UInt64 {
    1 << 56 | UInt64(master) << 16 | UInt64(station)
  }

  /// The blocks without their checksums; false where one is wrong.
  private func copyData(of frame: DNP3Frame, _ octets: Span<UInt8>, to data: inout [UInt8]) -> Bool {
    var at = DNP3Frame.headerOctets
    var left = frame.dataOctets
    while left > 0 {
      let block = at..<(at &+ min(left, DNP3Frame.blockOctets))
      guard checksum.holds(octets, block) else { return false }
      data.append(octets.extracting(block))
      left &-= block.count
      at = block.upperBound &+ 2
    }
    return true
  }

  /// The transport function: one octet before the data says whether a fragment begins (0x40) and ends (0x80).
  ///
  /// Source: IEEE 1815-2012, clause 8.2.
  private mutating func takeSegment(
    _ frame: DNP3Frame, _ data: Span<UInt8>, _ dissection: inout Dissection
  ) {
    guard data.count > 0 else { return }
    let (begins, ends) = (data[0] & 0x40 != 0, data[0] & 0x80 != 0)
    let part = data.extracting(1..<data.count)
    if begins, ends { return dissect(fragment: part, of: frame, &dissection) }
    let key =
      UInt64(dissection.serial) &<< 32 | UInt64(frame.source) &<< 16 | UInt64(frame.destination)
    if begins {
      _ = fragments.take(key)
    } else if !fragments.holds(key) {
      return
    }
    fragments.append(part, to: key, limit: Self.fragmentOctetLimit)
    guard ends, let whole = fragments.take(key) else { return }
    dissect(fragment: whole.span, of: frame, &dissection)
  }

  /// An application fragment: control, function, in responses the internal indications, then objects.
  ///
  /// Source: IEEE 1815-2012, clause 4.2.2.
  private mutating func dissect(
    fragment octets: Span<UInt8>, of frame: DNP3Frame, _ dissection: inout Dissection
  ) {
    guard octets.count >= 2 else { return dissection.malformed(.dnp3) }
    let function = DNP3Function(rawValue: octets[1])
    dissection.count(.dnp3, .function, MessageCode(UInt32(function.rawValue)))
    var fragment = DNP3Fragment(frame, function: function, sequence: octets[0] & 0x0F)
    var reader = ByteReader(octets)
    do throws(DecodeError) {
      try reader.skip(2)
      if function.isResponse {
        dissection.receiverIsClient = true
        fragment.indications = try reader.uint16()
        try endRequest(fragment, &reader, &dissection)
      } else if function != .confirm {
        try beginRequest(fragment, &reader, &dissection)
      }
    } catch {
      dissection.malformed(.dnp3)
    }
  }
}

/// Who says what in an application fragment.
struct DNP3Fragment {
  var function: DNP3Function
  var master: UInt16
  var outstation: UInt16
  var sequence: UInt8
  /// Both octets of a response's internal indications, the first one high.
  var indications: UInt16 = 0

  init(_ frame: DNP3Frame, function: DNP3Function, sequence: UInt8) {
    self.function = function
    self.sequence = sequence
    master = function.isResponse ? frame.destination : frame.source
    outstation = function.isResponse ? frame.source : frame.destination
  }

  /// A request's and its response's: both link addresses and the sequence number. Authentication has a range
  /// of its own, since it comes between a request and its response with the same number.
  func id(ordinal: Int = 0, isAuthentication: Bool = false) -> UInt64 {
    UInt64(master) &<< 16 | UInt64(outstation) | UInt64(sequence) &<< 32
      | UInt64(truncatingIfNeeded: ordinal & 0xFF) &<< 40 | (isAuthentication ? 1 &<< 48 : 0)
  }

  var unit: Int32 { Int32(outstation) }

  /// No such function, an object that is not known, a bad parameter, or the same is being done already.
  ///
  /// Source: IEEE 1815-2012, clause 4.2.2.6, IIN2.0 to IIN2.2 and IIN2.4.
  var isRefusal: Bool { indications & 0x0017 != 0 }
}
