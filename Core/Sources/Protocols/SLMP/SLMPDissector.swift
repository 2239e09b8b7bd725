import Bytes
import Vocabulary

/// Dissects SLMP and the MC protocol (3E and 4E in binary and ASCII code, 1E in binary) on TCP and UDP.
///
/// 4E pairs by serial number; 3E and 1E have none: what a client asks is answered before it asks again. What
/// commands mean is in `SLMPActivities.swift`, how devices are named in `SLMPObjects.swift`.
public struct SLMPDissector: Sendable {
  /// What a request waits under where its frame has no serial number.
  private static let onlyID: UInt64 = 1 << 40

  /// Names of device memories, kept as numbers so that a poll needs no text.
  var names = SLMPDeviceNames()

  public init() {}

  /// One frame at least, whole, whose command is known; a segment of 1E is one frame.
  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    switch SLMPFrame.read(octets) {
    case .frame(let frame):
      guard frame.isResponse || !SLMPNames.command(UInt32(frame.command)).isEmpty else { return .no }
      return .consistent
    case .incomplete, .none:
      // What names no device is four octets, which anything may begin with.
      guard let frame = SLMPFrame.readRequest1E(octets), frame.octets >= 12 else { return .no }
      return .consistent
    }
  }

  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    var at = 0
    while at < octets.count {
      let rest = octets.extracting(at..<octets.count)
      if let answer = answer1E(rest, dissection) {
        dissect(answer, rest, &dissection)
        return StreamProgress(consumed: octets.count)
      }
      switch SLMPFrame.read(rest) {
      case .frame(let frame):
        dissect(frame, rest, &dissection)
        at &+= frame.octets
      case .incomplete(let needs):
        return StreamProgress(consumed: at, needs: needs)
      case .none:
        guard let frame = SLMPFrame.readRequest1E(rest) else {
          dissection.malformed(.slmp)
          return .lost(after: at)
        }
        dissect(frame, rest, &dissection)
        at &+= frame.octets
      }
    }
    return StreamProgress(consumed: at)
  }

  public mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    if let answer = answer1E(octets, dissection) { return dissect(answer, octets, &dissection) }
    if case .frame(let frame) = SLMPFrame.read(octets) { return dissect(frame, octets, &dissection) }
    guard let frame = SLMPFrame.readRequest1E(octets) else { return dissection.malformed(.slmp) }
    dissect(frame, octets, &dissection)
  }

  /// The answer to a request of kind 1E that waits: nothing in it but its first octet shows what it is.
  private func answer1E(_ octets: Span<UInt8>, _ dissection: borrowing Dissection) -> SLMPFrame? {
    guard let waiting = dissection.waiting(Self.onlyID) else { return nil }
    let command = UInt16(truncatingIfNeeded: dissection.pending[waiting].activity.code)
    guard command & 0xFF00 == SLMPFrame.codeOf1E else { return nil }
    return SLMPFrame.readResponse1E(octets, to: command)
  }

  private mutating func dissect(
    _ frame: SLMPFrame, _ octets: Span<UInt8>, _ dissection: inout Dissection
  ) {
    dissection.note(.slmp)
    let data = octets.extracting(frame.data)
    if frame.isResponse {
      end(frame, data, &dissection)
    } else {
      dissection.count(.slmp, .command, MessageCode(UInt32(frame.command)))
      var reader = ByteReader(data)
      do throws(DecodeError) {
        try open(frame, &reader, &dissection)
      } catch {
        dissection.malformed(.slmp)
      }
    }
  }

  static func id(_ frame: SLMPFrame) -> UInt64 {
    frame.kind == .frame4E ? UInt64(frame.serial) | 1 << 41 : onlyID
  }

  private func end(_ frame: SLMPFrame, _ data: Span<UInt8>, _ dissection: inout Dissection) {
    let id = Self.id(frame)
    guard let position = dissection.waiting(id) else {
      dissection.receiverIsClient = true
      return
    }
    let (command, memory) = (dissection.pending[position].activity.code, dissection.pending[position].memory)
    let outcome: Outcome = frame.endCode == 0 ? .succeeded : .refused
    // The answer counts under the command that it answers.
    dissection.count(.slmp, .response, MessageCode(command))
    let isKnown = !SLMPNames.command(command).isEmpty
    if outcome == .succeeded, !isKnown {
      dissection.withdraw(id)
    } else {
      dissection.reply(at: position, outcome)
    }
    for ordinal in 1..<max(1, min(Int(clamping: memory), Dissection.objectLimit)) {
      dissection.reply(id | UInt64(truncatingIfNeeded: ordinal) << 48, outcome)
    }
    if outcome == .succeeded, command == 0x0101 { SLMPIdentity.tell(frame, data, &dissection) }
  }
}
