import Vocabulary

/// What was agreed when a connection or pipe was opened: which number stands for which interface.
struct DCERPCAssociation: Sendable {
  static let contextLimit = 16

  struct Context: Sendable {
    var id: UInt16 = 0
    var interface = DCERPCInterface.unknown
    var isWide = false
  }

  private var contexts = InlineArray<16, Context>(repeating: Context())
  private var count = 0
  /// The next to give way.
  private var next = 0
  /// How calls are protected: the level of the last login, 0 where none was seen.
  var authLevel: UInt8 = 0
  /// The call of a login that nothing has answered yet.
  var login: UInt32?
  /// The interface where no context is known: that of the pipe's name, or of the port.
  var usual = DCERPCInterface.unknown

  subscript(id: UInt16) -> Context {
    for index in 0..<count where contexts[index].id == id { return contexts[index] }
    return Context(id: id, interface: usual)
  }

  mutating func set(_ context: Context) {
    for index in 0..<count where contexts[index].id == context.id {
      contexts[index] = context
      return
    }
    if count < Self.contextLimit {
      contexts[count] = context
      count += 1
    } else {
      contexts[next] = context
      next = (next + 1) % Self.contextLimit
    }
  }
}

/// Which interface a server's port serves, as its endpoint mapper said: connections on such a port whose
/// beginning was not captured are read with it.
struct DCERPCPorts: Sendable {
  static let portLimit = 1_024

  private struct Place: Sendable {
    var key: UInt64
    var interface: DCERPCInterface
  }

  private var places: [Place] = []
  private var index = SlotIndex()
  private var next = 0
  private(set) var dropped = 0

  mutating func learn(_ interface: DCERPCInterface, _ server: EndpointID, _ port: UInt16) {
    let key = Self.key(server, port)
    if let known = find(key) {
      // One port of several interfaces says nothing of a call.
      if places[known].interface != interface { places[known].interface = .unknown }
      return
    }
    if places.count < Self.portLimit {
      places.append(Place(key: key, interface: interface))
      index.insert(mixed(0, key), record: places.count - 1)
    } else {
      dropped += 1
      index.remove(mixed(0, places[next].key), record: next)
      places[next] = Place(key: key, interface: interface)
      index.insert(mixed(0, key), record: next)
      next = (next + 1) % Self.portLimit
    }
  }

  func interface(_ server: EndpointID, _ port: UInt16) -> DCERPCInterface {
    find(Self.key(server, port)).map { places[$0].interface } ?? .unknown
  }

  private func find(_ key: UInt64) -> Int? {
    index.find(mixed(0, key)) { places[$0].key == key }
  }

  private static func key(_ server: EndpointID, _ port: UInt16) -> UInt64 {
    UInt64(server.rawValue) << 16 | UInt64(port)
  }
}
