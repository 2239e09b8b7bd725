public import Vocabulary

/// Work on a controller that the plant has announced: who does what there, and when it may be done.
public struct WorkOrder: Hashable, Sendable {
  public enum Work: String, CaseIterable, Hashable, Sendable {
    /// A block is loaded into the press's or the mill's controller.
    case download
    /// The program is copied out.
    case upload
  }

  public var id: String
  public var person: String
  public var work: Work
  /// `press-plc` or `mill-plc`.
  public var target: String
  public var from: Timestamp
  public var to: Timestamp
  /// When the work is done; null where the order is only announced.
  public var doneAt: Timestamp?

  /// The engineer signs on, does the work, signs off.
  func perform(in network: inout Network, at time: inout Timestamp) {
    network.logon(person, on: .engineering, kind: .interactive, at: time)
    time += network.random.duration(.seconds(20), .seconds(50))
    let server: HostID = target == HostID.millController.host.name ? .millController : .pressController
    var session = S7Session(
      .engineering, to: server, slot: server == .millController ? 1 : 2, in: &network, at: &time)
    session.identify(server == .millController ? .mill : .press, in: &network, at: &time)
    switch work {
    case .download:
      session.download(type: "0A", typeCode: 0x0A, number: 21, lengthOctets: 540, in: &network, at: &time)
    case .upload:
      session.upload(type: "0A", typeCode: 0x0A, number: 21, lengthOctets: 540, in: &network, at: &time)
    }
    network.settle(&session.connection, at: &time)
    time += network.random.duration(.seconds(2), .seconds(9))
    network.close(&session.connection, at: &time)
    network.logoff(person, on: .engineering, kind: .interactive, at: time + .seconds(30))
  }
}
