import Vocabulary

/// A connection between an originator and a target, known from its opening or from its traffic.
struct CIPConnection {
  /// What rides on a connection.
  enum Content: UInt8 {
    /// Requests and replies of the message router.
    case messages
    /// Data whose form is the application's.
    case data
  }

  var object = ObjectReference.none
  var unit = ActivityObservation.noUnit
  var content = Content.messages
  var originator: EndpointID
  var target: EndpointID
  /// The identifier in what the originator sends.
  var toTarget: UInt32
  /// The identifier in what the target sends; nil where no opening was seen.
  var toOriginator: UInt32?
}

/// The connections that were seen, found by identifier and sender.
///
/// At most ``limit`` are kept: then the one that was noted longest ago gives way and is counted.
struct CIPConnections: Sendable {
  static let limit = 4_096

  private var connections: [CIPConnection] = []
  private var index = SlotIndex(capacity: 64)
  private var hand = 0
  private(set) var dropped = 0

  subscript(position: Int) -> CIPConnection? {
    position >= 0 && position < connections.count ? connections[position] : nil
  }

  /// The connection on which `sender` sends under `identifier`.
  func find(_ identifier: UInt32, from sender: EndpointID) -> Int? {
    index.find(Self.hash(identifier, sender)) {
      let connection = connections[$0]
      return connection.originator == sender && connection.toTarget == identifier
        || connection.target == sender && connection.toOriginator == identifier
    }
  }

  /// Notes a connection in place of those that had its identifiers before.
  @discardableResult
  mutating func insert(_ connection: CIPConnection) -> Int {
    if let old = find(connection.toTarget, from: connection.originator) { forget(old) }
    if let identifier = connection.toOriginator, let old = find(identifier, from: connection.target) {
      forget(old)
    }
    let position: Int
    if connections.count < Self.limit {
      position = connections.count
      connections.append(connection)
    } else {
      position = hand
      hand = hand + 1 < Self.limit ? hand + 1 : 0
      dropped += 1
      forget(position)
      connections[position] = connection
    }
    index.insert(Self.hash(connection.toTarget, connection.originator), record: position)
    if let identifier = connection.toOriginator {
      index.insert(Self.hash(identifier, connection.target), record: position)
    }
    return position
  }

  /// The target of a connection whose opening was not seen answers under `identifier`.
  mutating func learn(_ position: Int, answersUnder identifier: UInt32) {
    guard let connection = self[position], connection.toOriginator == nil else { return }
    connections[position].toOriginator = identifier
    index.insert(Self.hash(identifier, connection.target), record: position)
  }

  /// Takes a connection out of the index; its place is used again in its turn.
  private mutating func forget(_ position: Int) {
    let connection = connections[position]
    index.remove(Self.hash(connection.toTarget, connection.originator), record: position)
    if let identifier = connection.toOriginator {
      index.remove(Self.hash(identifier, connection.target), record: position)
    }
  }

  private static func hash(_ identifier: UInt32, _ sender: EndpointID) -> UInt64 {
    mixed(0, UInt64(identifier) << 32 | UInt64(sender.rawValue))
  }
}
