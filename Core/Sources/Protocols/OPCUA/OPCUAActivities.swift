import Bytes
import Vocabulary

extension OPCUADissector {
  /// Opens the activities of a request. The table of the protocol's page says the same in words.
  ///
  /// Housekeeping of a session or a subscription that is the client's own is no activity.
  ///
  /// Source: OPC 10000-4, clause 5.
  mutating func begin(
    _ service: OPCUAService, _ body: OPCUABody, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    dissection.senderIsClient = true
    try OPCUABinary.skipRequestHeader(&reader)
    switch service {
    case .read:
      try reader.skip(12)
      try beginItems(service, .read, .plain, body, &reader, &dissection)
    case .write: try beginItems(service, .write, .plain, body, &reader, &dissection)
    case .publish: break
    case .call: try beginItems(service, .operate, .call, body, &reader, &dissection)
    case .createMonitoredItems:
      try reader.skip(8)
      try beginItems(service, .read, .plain, body, &reader, &dissection)
    case .browse:
      // The view: node, time, version; then the most references that are wanted of each node.
      try OPCUABinary.skipNode(&reader)
      try reader.skip(16)
      try beginItems(service, .browse, .plain, body, &reader, &dissection)
    case .translateBrowsePaths, .registerNodes:
      try beginItems(service, .browse, .plain, body, &reader, &dissection)
    case .browseNext:
      // One that only gives its continuation points back asks for nothing.
      guard try reader.uint8() == 0 else { return }
      open(service, .browse, body, &dissection)
    case .queryFirst, .queryNext, .findServersOnNetwork: open(service, .browse, body, &dissection)
    case .historyRead:
      try OPCUABinary.skipExtensionObject(&reader)
      try reader.skip(5)
      try beginItems(service, .read, .plain, body, &reader, &dissection)
    case .historyUpdate: try beginItems(service, .write, .plain, body, &reader, &dissection)
    case .addNodes, .addReferences, .deleteNodes, .deleteReferences:
      try beginItems(service, .configure, .plain, body, &reader, &dissection)
    case .findServers, .getEndpoints:
      let url = try name(&reader, &dissection)
      open(service, .browse, body, &dissection, object: endpoint(url))
    case .createSession: try beginSession(body, &reader, &dissection)
    case .activateSession: try beginActivation(body, &reader, &dissection)
    case .registerServer, .registerServer2: open(service, .identify, body, &dissection, deed: .announce)
    default: break
    }
  }

  private func open(
    _ service: OPCUAService, _ verb: Verb, _ body: OPCUABody, _ dissection: inout Dissection,
    object: ObjectReference = .none, deed: Deed = .plain
  ) {
    dissection.request(
      .opcua, id: body.id(), verb, object, deed: deed, code: service.rawValue,
      memory: OPCUAMemory(objects: 1).rawValue)
  }

  /// A String of the message.
  func name(_ reader: inout ByteReader, _ dissection: inout Dissection) throws(DecodeError) -> NameID {
    let octets = try OPCUABinary.length(&reader)
    return dissection.names.intern(try reader.span(octets))
  }

  /// Opens one activity for each item of a list, as far as ``Dissection/objectLimit`` goes.
  private mutating func beginItems(
    _ service: OPCUAService, _ verb: Verb, _ deed: Deed, _ body: OPCUABody, _ reader: inout ByteReader,
    _ dissection: inout Dissection
  ) throws(DecodeError) {
    let count = try OPCUABinary.length(&reader)
    if count == 0 { return open(service, verb, body, &dissection, deed: deed) }
    let objects = min(count, Dissection.objectLimit)
    dissection.droppedObjects &+= count &- objects
    for ordinal in 0..<objects {
      let item = try OPCUAItem(service, parsing: &reader)
      dissection.request(
        .opcua, id: body.id(ordinal), verb, object(item.node, reader.octets, &dissection), deed: deed,
        code: service.rawValue,
        memory: OPCUAMemory(objects: objects, attribute: item.attribute).rawValue)
    }
  }

  /// Client description, server URI, endpoint URL, and more that says nothing.
  private mutating func beginSession(
    _ body: OPCUABody, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    try OPCUAIdentity.tellApplication(&reader, &dissection)
    try OPCUABinary.skipString(&reader)
    let url = try name(&reader, &dissection)
    open(.createSession, .connect, body, &dissection, object: endpoint(url))
  }

  /// Signature, certificates, locales, then the token that says who the person is.
  ///
  /// Source: OPC 10000-4, clauses 5.6.3 and 7.40 (UserIdentityToken parameters).
  private mutating func beginActivation(
    _ body: OPCUABody, _ reader: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    try OPCUABinary.skipString(&reader)
    try OPCUABinary.skipString(&reader)
    for _ in 0..<(try OPCUABinary.length(&reader)) {
      try OPCUABinary.skipString(&reader)
      try OPCUABinary.skipString(&reader)
    }
    try OPCUABinary.skipStrings(&reader)
    let (type, octets) = try OPCUABinary.extensionObject(&reader)
    var token = try reader.take(octets)
    switch type.standardNumber {
    // A null token is anonymous too.
    case 321, 0: open(.activateSession, .authenticate, body, &dissection, deed: .anonymous)
    case 324:
      try OPCUABinary.skipString(&token)
      let user = try name(&token, &dissection)
      let passwordOctets = try OPCUABinary.length(&token)
      try token.skip(passwordOctets)
      let algorithmOctets = try OPCUABinary.length(&token)
      if algorithmOctets == 0, passwordOctets > 0 {
        dissection.secretInClear(.opcua, octets: passwordOctets)
      }
      open(
        .activateSession, .authenticate, body, &dissection, object: ObjectReference(.user, text: user))
    default: open(.activateSession, .authenticate, body, &dissection)
    }
  }
}

/// What a request remembers for its response: how many objects it named, and this one's attribute.
struct OPCUAMemory: RawRepresentable {
  let rawValue: UInt64

  init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  init(objects: Int, attribute: UInt32 = 0) {
    rawValue = UInt64(truncatingIfNeeded: objects) & 0xFFFF | UInt64(attribute) << 32
  }

  var objects: Int { Int(rawValue & 0xFFFF) }
  var attribute: UInt32 { UInt32(truncatingIfNeeded: rawValue >> 32) }
}
