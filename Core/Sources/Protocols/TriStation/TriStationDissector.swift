import Bytes
import Vocabulary

/// Dissects TriStation, with which Triconex safety controllers are programmed, and which the TRITON attack
/// spoke.
///
/// Executions are paired with their answers by counter. What functions mean is in `TriStationMeaning.swift`.
public struct TriStationDissector: Sendable {
  public static let port: UInt16 = 1_502
  private static let connectionID: UInt64 = 1 << 32
  private static let rejected: UInt8 = 100

  public init() {}

  /// A type that is known, and a length that fills the datagram.
  public static func recognise(_ octets: Span<UInt8>) -> Recognition {
    TriStationMessage(octets) == nil ? .no : .consistent
  }

  public mutating func dissect(datagram octets: Span<UInt8>, _ dissection: inout Dissection) {
    guard let message = TriStationMessage(octets) else { return dissection.malformed(.tristation) }
    guard message.type == .execution else { return dissect(control: message.type, &dissection) }
    dissection.count(.tristation, .function, MessageCode(UInt32(message.function)))
    // Functions below 100 are asked for; the others answer.
    if message.function < Self.rejected {
      let meaning = TriStationMeaning(message.function)
      guard let verb = meaning.verb else { return }
      dissection.request(
        .tristation, id: UInt64(message.counter), verb, deed: meaning.deed, code: UInt32(message.function))
    } else {
      // 100 rejects, 200 and above say why in their own number.
      let isRefused = message.function == Self.rejected || message.function >= 200
      if dissection.reply(UInt64(message.counter), isRefused ? .refused : .succeeded) == nil {
        dissection.receiverIsClient = true
      }
    }
  }

  private func dissect(control type: TriStationType, _ dissection: inout Dissection) {
    dissection.count(.tristation, .type, MessageCode(UInt32(type.rawValue)))
    switch type {
    case .connectionRequest:
      dissection.request(.tristation, id: Self.connectionID, .connect, code: 0x100)
    case .connectionResponse: dissection.reply(Self.connectionID, .succeeded)
    case .connectionLimitReached, .processorsAreDead, .accessDenied, .connectionFailed:
      dissection.reply(Self.connectionID, .refused)
    case .disconnectionRequest, .disconnectionResponse, .execution, .ping, .notConnected: break
    }
  }
}
