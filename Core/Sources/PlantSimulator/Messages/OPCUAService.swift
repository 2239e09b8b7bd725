/// The bodies of OPC UA services, after the heads.
///
/// Source: OPC 10000-4, clauses 5.4 (discovery), 5.5 (secure channel), 5.6 (session), 5.8 (view), 5.10
/// (attributes); numbers of the binary encodings: OPC 10000-6, annex A.
enum OPCUAService {
  static let getEndpoints = (request: 428, response: 431)
  static let openSecureChannel = (request: 446, response: 449)
  static let closeSecureChannel = (request: 452, response: 455)
  static let createSession = (request: 461, response: 464)
  static let activateSession = (request: 467, response: 470)
  static let closeSession = (request: 473, response: 476)
  static let browse = (request: 527, response: 530)
  static let read = (request: 631, response: 634)
  static let write = (request: 673, response: 676)

  static let openChannel: [UInt8] = {
    var octets: [UInt8] = []
    for value in [0, 0, 1] { octets.put32(littleEndian: value) }
    octets.putNoArray()
    octets.put32(littleEndian: 3_600_000)
    return octets
  }()

  static func channelOpened(channel: UInt32, date: UInt64) -> [UInt8] {
    var octets: [UInt8] = [0, 0, 0, 0]
    octets.put32(littleEndian: channel)
    octets.put32(littleEndian: 1)
    octets.put64(littleEndian: date)
    octets.put32(littleEndian: 3_600_000)
    octets.putNoArray()
    return octets
  }

  static func endpoints(url: String) -> [UInt8] {
    var octets: [UInt8] = []
    octets.putString(url)
    octets.putNoArray()
    octets.putNoArray()
    return octets
  }

  static func application(uri: String, product: String, name: String, kind: Int, url: String?) -> [UInt8] {
    var octets: [UInt8] = []
    octets.putString(uri)
    octets.putString(product)
    octets.putLocalized(name)
    octets.put32(littleEndian: kind)
    octets.putString(nil)
    octets.putString(nil)
    if let url {
      octets.put32(littleEndian: 1)
      octets.putString(url)
    } else {
      octets.putNoArray()
    }
    return octets
  }

  /// One endpoint without security that takes anonymous users.
  static func endpointList(url: String, server: [UInt8]) -> [UInt8] {
    var octets: [UInt8] = []
    octets.put32(littleEndian: 1)
    octets.putString(url)
    octets += server
    octets.putNoArray()
    octets.put32(littleEndian: 1)
    octets.putString(OPCUAMessage.noSecurity)
    octets.put32(littleEndian: 1)
    octets.putString("anonymous")
    octets.put32(littleEndian: 0)
    for _ in 0..<3 { octets.putString(nil) }
    octets.putString("http://opcfoundation.org/UA-Profile/Transport/uatcp-uasc-uabinary")
    octets.put8(0)
    return octets
  }

  static func session(client: [UInt8], url: String, name: String, nonce: [UInt8]) -> [UInt8] {
    var octets = client
    octets.putString(nil)
    octets.putString(url)
    octets.putString(name)
    octets.putByteString(nonce)
    octets.putNoArray()
    octets.putDouble(1_200_000)
    octets.put32(littleEndian: 0)
    return octets
  }

  static func sessionCreated(token: [UInt8], nonce: [UInt8], endpoints: [UInt8]) -> [UInt8] {
    var octets: [UInt8] = [2, 1, 0]
    octets.put32(littleEndian: 0x0000_2710)
    octets += token
    octets.putDouble(1_200_000)
    octets.putByteString(nonce)
    octets.putNoArray()
    octets += endpoints
    octets.putNoArray()
    octets.putString(nil)
    octets.putNoArray()
    octets.put32(littleEndian: 0)
    return octets
  }

  /// Nobody's name: the anonymous identity token.
  static let activateAnonymously: [UInt8] = {
    var octets: [UInt8] = []
    octets.putString(nil)
    octets.putNoArray()
    octets.putNoArray()
    octets.putNoArray()
    var policy: [UInt8] = []
    policy.putString("anonymous")
    octets += [1, 0, 0x41, 0x01, 1]
    octets.putByteString(policy)
    octets.putString(nil)
    octets.putNoArray()
    return octets
  }()

  static func activated(nonce: [UInt8]) -> [UInt8] {
    var octets: [UInt8] = []
    octets.putByteString(nonce)
    octets.putNoArray()
    octets.putNoArray()
    return octets
  }

  /// Attribute 13, the value, of each node.
  static func read(_ nodes: [OPCUANode]) -> [UInt8] {
    var octets: [UInt8] = []
    octets.putDouble(0)
    octets.put32(littleEndian: 0)
    octets.put32(littleEndian: nodes.count)
    for node in nodes {
      octets.putNode(node)
      octets.put32(littleEndian: 13)
      octets.putString(nil)
      octets.put16(0)
      octets.putString(nil)
    }
    return octets
  }

  /// Values, each a variant, with the source's time.
  static func values(_ variants: [[UInt8]], date: UInt64) -> [UInt8] {
    var octets: [UInt8] = []
    octets.put32(littleEndian: variants.count)
    for variant in variants {
      octets.put8(0x05)
      octets += variant
      octets.put64(littleEndian: date)
    }
    octets.putNoArray()
    return octets
  }

  static func variant(_ value: Double) -> [UInt8] {
    var octets: [UInt8] = [11]
    octets.putDouble(value)
    return octets
  }

  static func variant(_ text: String) -> [UInt8] {
    var octets: [UInt8] = [12]
    octets.putString(text)
    return octets
  }

  static func write(_ node: OPCUANode, _ value: Double) -> [UInt8] {
    var octets: [UInt8] = []
    octets.put32(littleEndian: 1)
    octets.putNode(node)
    octets.put32(littleEndian: 13)
    octets.putString(nil)
    octets.put8(0x01)
    return octets + variant(value)
  }

  /// One status code a written node.
  static func written(status: UInt32 = 0) -> [UInt8] {
    var octets: [UInt8] = []
    octets.put32(littleEndian: 1)
    octets.put32(littleEndian: status)
    octets.putNoArray()
    return octets
  }

  static func browse(_ node: OPCUANode) -> [UInt8] {
    var octets: [UInt8] = [0, 0]
    octets.put64(littleEndian: 0)
    octets.put32(littleEndian: 0)
    octets.put32(littleEndian: 0)
    octets.put32(littleEndian: 1)
    octets.putNode(node)
    octets.put32(littleEndian: 0)
    octets.putNode(.number(33))
    octets.put8(1)
    octets.put32(littleEndian: 0)
    octets.put32(littleEndian: 63)
    return octets
  }

  /// Organised variables, each with its name.
  static func references(_ names: [String], space: Int) -> [UInt8] {
    var octets: [UInt8] = []
    octets.put32(littleEndian: 1)
    octets.put32(littleEndian: 0)
    octets.putNoArray()
    octets.put32(littleEndian: names.count)
    for name in names {
      octets.putNode(.number(35))
      octets.put8(1)
      octets.putNode(.name(space: space, name))
      octets.put16(littleEndian: space)
      octets.putString(name)
      octets.putLocalized(name)
      octets.put32(littleEndian: 2)
      octets.putNode(.number(63))
    }
    octets.putNoArray()
    return octets
  }
}
