import Bytes
import Vocabulary

/// Dissects OMRON FINS on UDP and TCP: pairs commands with responses by service id and command.
///
/// What each command means is in `FINSActivities.swift`, what controllers say of themselves in
/// `FINSIdentity.swift`.
public struct FINSDissector: Sendable {
  public static let port: UInt16 = 9_600
  /// The exchange of node addresses that opens a connection on TCP.
  private static let connectionID: UInt64 = 1 << 48

  var areas = FINSAreas()

  public init() {}

  /// FINS on TCP: its first octets spell its name.
  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    guard octets.count >= 4 else {
      return octets.isEmpty || octets[0] == UInt8(ascii: "F") ? .undecided : .no
    }
    guard starts(octets, with: "FINS") else { return .no }
    guard octets.count >= FINSTransportHeader.headerOctets else { return .undecided }
    var reader = ByteReader(octets)
    return (try? FINSTransportHeader(parsing: &reader)) == nil ? .no : .consistent
  }

  /// FINS in a datagram, on its port.
  public static func recognise(datagram octets: Span<UInt8>) -> Recognition {
    FINSFrame.looksRight(octets) ? .consistent : .no
  }

  /// The same where no port hints at it: the command is a known one, and the gateway is used, as controllers
  /// do.
  public static func recogniseWithoutHint(datagram octets: Span<UInt8>) -> Recognition {
    guard FINSFrame.looksRight(octets), octets[0] & 0x80 != 0 else { return .no }
    let command = FINSCommand(rawValue: UInt16(octets[10]) << 8 | UInt16(octets[11]))
    return command.isKnown ? .consistent : .no
  }

  /// Dissects one datagram: a frame fills it.
  public mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    dissect(frame: octets, &dissection)
  }

  /// Dissects as many whole frames as `octets` begin with.
  public mutating func dissect(stream octets: Span<UInt8>, _ dissection: inout Dissection) -> StreamProgress {
    var at = 0
    while octets.count &- at >= FINSTransportHeader.headerOctets {
      let rest = octets.extracting(at..<octets.count)
      var reader = ByteReader(rest)
      guard let header = try? FINSTransportHeader(parsing: &reader) else {
        dissection.malformed(.omron)
        return .lost(after: at)
      }
      guard rest.count >= header.frameOctets else {
        return StreamProgress(consumed: at, needs: header.frameOctets)
      }
      let data = rest.extracting(FINSTransportHeader.headerOctets..<header.frameOctets)
      dissection.note(.omron)
      switch header.command {
      case FINSTransportHeader.frame: dissect(frame: data, &dissection)
      case FINSTransportHeader.addressRequest:
        dissection.request(.omron, id: Self.connectionID, .connect)
      case FINSTransportHeader.addressResponse, FINSTransportHeader.errorNotification:
        dissection.reply(Self.connectionID, header.error == 0 ? .succeeded : .refused)
      default: break
      }
      at &+= header.frameOctets
    }
    return StreamProgress(consumed: at)
  }

  private mutating func dissect(frame octets: Span<UInt8>, _ dissection: inout Dissection) {
    var reader = ByteReader(octets)
    do throws(DecodeError) {
      let frame = try FINSFrame(parsing: &reader)
      dissection.count(.omron, .command, MessageCode(UInt32(frame.command.rawValue)))
      if frame.isResponse {
        try endCommand(frame, &reader, &dissection)
      } else {
        try beginCommand(frame, &reader, &dissection)
      }
    } catch {
      dissection.malformed(.omron)
    }
  }

  /// Ends what the frame answers.
  private func endCommand(
    _ frame: FINSFrame, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let outcome = Self.outcome(try reader.uint16())
    if let position = dissection.waiting(frame.id) {
      let memory = dissection.pending[position].memory
      if dissection.pending[position].activity.verb == .browse, !frame.command.isKnown, outcome == .succeeded
      {
        // What an unknown command does is not known.
        dissection.withdraw(frame.id)
      } else {
        dissection.reply(at: position, outcome)
      }
      for ordinal in 1..<max(1, min(memory, UInt64(Dissection.objectLimit))) {
        dissection.reply(frame.id | ordinal << 32, outcome)
      }
    } else {
      dissection.receiverIsClient = true
    }
    guard outcome == .succeeded else { return }
    try FINSIdentity.tell(frame, &reader, &dissection)
  }

  /// The end code: bit 15 says that a relay erred, bits 7 and 6 that the controller has an error of its own.
  ///
  /// Source: OMRON W342, clause 5-1-3 "End codes".
  private static func outcome(_ code: UInt16) -> Outcome {
    let main = code >> 8 & 0x7F
    switch (main, code & 0x3F) {
    case (0, 0): return .succeeded
    // Cancelled on the way; the local node, the destination, a relay or the routing tables failed.
    case (0, _), (1, _), (2, _), (5, _): return .failed
    default: return .refused
    }
  }
}
