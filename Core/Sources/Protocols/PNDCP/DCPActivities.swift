import Bytes
import Vocabulary

/// What Get and Set do. The table of the protocol's page says the same in words.
///
/// Source: IEC 61158-6-10, clause 4.3; the meaning of the options: IEC 61158-5-10, DCP ASE.
enum DCPActivities {
  /// The object that an option stands for.
  static func object(_ option: DCPOption) -> ObjectReference {
    switch option {
    case .nameOfStation: ObjectReference(.nameOfStation)
    case .macAddress, .ipParameter, .fullIPSuite: ObjectReference(.ipSuite)
    case .factoryReset, .resetToFactory: ObjectReference(.factoryReset)
    default:
      ObjectReference(.dcpOption, from: UInt32(option.option), to: UInt32(option.suboption))
    }
  }

  /// A Get lists options, two octets each, without lengths.
  static func beginGet(
    _ message: DCPMessage, _ blocks: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var opened = 0
    while !blocks.isAtEnd {
      let option = DCPOption(try blocks.uint8(), try blocks.uint8())
      open(message, option, opened, .identify, .plain, value: 0, &dissection)
      opened += 1
    }
  }

  static func beginSet(
    _ message: DCPMessage, _ blocks: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    var opened = 0
    while !blocks.isAtEnd {
      let block = try DCPBlock(parsing: &blocks, of: message)
      let value = blocks.octets.extracting(block.value)
      var kept: UInt32 = 0
      var verb = Verb.configure
      let deed: Deed
      switch block.option {
      // Brackets around the other blocks of the frame.
      case .startTransaction, .endTransaction: continue
      case .nameOfStation:
        deed = .rename
        kept = dissection.names.intern(value).rawValue
      case .ipParameter, .fullIPSuite:
        deed = .readdress
        kept = DCPIdentity.address(value) ?? 0
      case .macAddress: deed = .readdress
      case .factoryReset, .resetToFactory: deed = .factoryReset
      case .signal:
        verb = .identify
        deed = .blink
      // Where the address comes from: DHCP and its client identifier.
      case _ where block.option.option == 3: deed = .readdress
      default: deed = .parameter
      }
      open(message, block.option, opened, verb, deed, value: kept, &dissection)
      opened += 1
    }
  }

  private static func open(
    _ message: DCPMessage, _ option: DCPOption, _ ordinal: Int, _ verb: Verb, _ deed: Deed, value: UInt32,
    _ dissection: inout Dissection
  ) {
    guard ordinal < Dissection.objectLimit else {
      dissection.droppedObjects += 1
      return
    }
    let memory = UInt64(option.option) << 40 | UInt64(option.suboption) << 32 | UInt64(value)
    dissection.request(
      .pnDCP, id: id(message, ordinal), verb, object(option), deed: deed, code: UInt32(message.service),
      memory: memory)
  }

  /// A request of the frame that a response answers.
  private struct Waiting {
    var id: UInt64
    var option: DCPOption
    /// What the request wants to set, as its activity's memory keeps it.
    var value: UInt32
  }

  private static func waiting(_ message: DCPMessage, _ dissection: inout Dissection) -> [Waiting] {
    (0..<Dissection.objectLimit).compactMap { ordinal in
      let id = id(message, ordinal)
      return dissection.pendingRequest(id).map { request in
        let option = DCPOption(
          UInt8(truncatingIfNeeded: request.memory >> 40), UInt8(truncatingIfNeeded: request.memory >> 32))
        return Waiting(id: id, option: option, value: UInt32(truncatingIfNeeded: request.memory))
      }
    }
  }

  /// Ends the requests that a response speaks of: a value that was asked for, or a result of each option.
  static func end(
    _ message: DCPMessage, _ blocks: inout ByteReader, _ dissection: inout Dissection
  ) throws(DecodeError) {
    let waiting = waiting(message, &dissection)
    guard message.isSuccess else {
      for request in waiting { dissection.reply(request.id, .refused) }
      return
    }
    while !blocks.isAtEnd {
      let block = try DCPBlock(parsing: &blocks, of: message)
      let value = blocks.octets.extracting(block.value)
      var option = block.option
      var outcome = Outcome.succeeded
      if option == .response {
        guard value.count >= 3 else { throw DecodeError(.truncated, at: block.value.upperBound) }
        option = DCPOption(value[0], value[1])
        outcome = value[2] == 0 ? .succeeded : .refused
      } else {
        DCPIdentity.tell(block, value, &dissection)
      }
      for request in waiting where request.option == option {
        guard dissection.reply(request.id, outcome) != nil else { continue }
        if outcome == .succeeded, message.service == DCPMessage.Service.set {
          DCPIdentity.adopt(option, request.value, &dissection)
        }
      }
    }
  }

  private static func id(_ message: DCPMessage, _ ordinal: Int) -> UInt64 {
    UInt64(message.xid) << 8 | UInt64(ordinal)
  }
}
