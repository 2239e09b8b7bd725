import Bytes
import Vocabulary

/// Calls and their answers.
///
///     request   16           20        22       24       40
///     +---------+------------+---------+--------+--------+------------
///     | header  | size hint  | context | number | object | parameters
///     +---------+------------+---------+--------+--------+------------
///     response  16           20        22       24
///     +---------+------------+---------+--------+------------
///     | header  | size hint  | context | count  | results; of a fault its status
///
/// Source: The Open Group C706, clauses 12.6.4.9, 12.6.4.10 and 12.6.4.7.
extension DCERPCDissector {
  /// Numbers of operations whose texts are kept; no known interface has more that have names.
  private static let operationLimit = 96
  private static let parametersAt = 24

  mutating func takeRequest(
    _ fragment: DCERPCFragment, _ octets: Span<UInt8>, _ pipe: NamedPipe?, _ dissection: inout Dissection
  ) {
    guard fragment.isFirst, octets.count >= Self.parametersAt else { return }
    let context = Self.number16(octets, 20, fragment.isLittle)
    let number = Self.number16(octets, 22, fragment.isLittle)
    let place = openAssociation(pipe, dissection)
    let known = associations[place][context]
    guard let operation = DCERPCOperation.find(number, of: known.interface) else { return }
    let stub = DCERPCStub(
      at: Self.parametersAt + (fragment.hasObject ? InterfaceID.octets : 0), isLittle: fragment.isLittle,
      isWide: known.isWide)
    let isEncrypted = Self.isEncrypted(fragment, octets, associations[place].authLevel)
    var call = DCERPCCall(operation, known.interface)
    if !isEncrypted, stub.at <= octets.count {
      call.read(octets, stub, isDCOM: known.interface.isDCOM, target: dissection.receiverAddress)
    } else if isEncrypted, operation.argument == .place, known.interface == .efsrpc {
      call.deed = .possibleCoercion
    }
    let object = object(of: call, octets, &dissection)
    dissection.request(
      known.interface.protocolName, id: Self.id(fragment.callID, .call, pipe), call.operation.verb, object,
      deed: call.deed, code: UInt32(known.interface.rawValue) << 16 | UInt32(number),
      memory: isEncrypted ? 1 : 0)
    if known.interface.isOPC, pipe == nil { dissection.refinedName = .dcom }
  }

  /// The level that the call's own verifier says; where that is not shown, the association's.
  private static func isEncrypted(
    _ fragment: DCERPCFragment, _ octets: Span<UInt8>, _ level: UInt8
  ) -> Bool {
    guard fragment.hasVerifier else { return false }
    if let verifier = DCERPCVerifier(octets, of: fragment) { return verifier.level >= DCERPCVerifier.privacy }
    return level == 0 || level >= DCERPCVerifier.privacy
  }

  mutating func takeAnswer(
    _ fragment: DCERPCFragment, _ octets: Span<UInt8>, _ pipe: NamedPipe?, _ dissection: inout Dissection
  ) {
    let isFault = fragment.type == .fault
    let status =
      isFault && octets.count >= 28 ? Self.number32(octets, 24, fragment.isLittle) : 0
    if let place = association(pipe, dissection), let login = associations[place].login {
      associations[place].login = nil
      // Another fault is the call's own: who called was let in.
      dissection.reply(
        Self.id(login, .login, pipe), isFault && status == Self.accessDenied ? .refused : .succeeded)
    }
    let id = Self.id(fragment.callID, .call, pipe)
    guard let request = dissection.pendingRequest(id) else { return }
    if isFault {
      dissection.reply(id, .refused)
      return
    }
    let interface = DCERPCInterface(rawValue: UInt8(truncatingIfNeeded: request.activity.code >> 16))
    if interface == .epm, fragment.isFirst, request.memory == 0, octets.count >= Self.parametersAt,
      let place = association(pipe, dissection)
    {
      let context = associations[place][Self.number16(octets, 20, fragment.isLittle)]
      takeEndpoints(octets, isLittle: fragment.isLittle, isWide: context.isWide, dissection)
    }
    guard fragment.isLast else { return }
    let isRefused = request.memory == 0 && Self.isRefused(fragment, octets)
    dissection.reply(id, isRefused ? .refused : .succeeded)
  }

  static let accessDenied: UInt32 = 5

  /// Results end with a status: of Windows, of its kernel or of COM.
  ///
  /// Source: MS-ERREF, sections 2.1 to 2.3.
  private static func isRefused(_ fragment: DCERPCFragment, _ octets: Span<UInt8>) -> Bool {
    guard octets.count >= fragment.fragmentOctets else { return false }
    var end = fragment.fragmentOctets
    if let verifier = DCERPCVerifier(octets, of: fragment) {
      if verifier.level >= DCERPCVerifier.privacy { return false }
      end = verifier.token.lowerBound - DCERPCFragment.authHeaderOctets - verifier.paddingOctets
    }
    guard end >= parametersAt + 4, end <= octets.count else { return false }
    switch number32(octets, end - 4, fragment.isLittle) {
    // Success, false, more than fits, no more.
    case 0, 1, 105, 122, 234, 259: return false
    case let status where status & 0xFFFF_FF00 == 0x100: return false
    // A number that is no error of any kind is the end of something else.
    case let status: return status & 0x8000_0000 != 0 ? status >> 28 <= 0xC : status < 16_000
    }
  }

  /// The operation's text, with what its parameters name behind it.
  private mutating func object(
    of call: DCERPCCall, _ octets: Span<UInt8>, _ dissection: inout Dissection
  ) -> ObjectReference {
    if call.operation.verb == .authenticate {
      text.removeAll(keepingCapacity: true)
      if let name = call.name { call.append(octets, name, to: &text) }
      return dissection.clientObject(.user, text.span)
    }
    let spelledName = spelling(of: call, &dissection)
    guard call.name != nil || call.interface == .epm else { return ObjectReference(.text, text: spelledName) }
    text.removeAll(keepingCapacity: true)
    text.append(contentsOf: dissection.names.octets(of: spelledName))
    let bare = text.count
    text.append(UInt8(ascii: " "))
    if let name = call.name { call.append(octets, name, to: &text) }
    if let second = call.secondName {
      text.append(UInt8(ascii: " "))
      call.append(octets, second, to: &text)
    }
    if let id = call.tower {
      let interface = DCERPCInterface(id)
      if interface == .unknown { id.append(to: &text) } else { text.append(contentsOf: interface.text.utf8) }
    }
    guard text.count > bare + 1 else { return ObjectReference(.text, text: spelledName) }
    let object = dissection.clientObject(.text, text.span)
    return object == .none ? ObjectReference(.text, text: spelledName) : object
  }

  private mutating func spelling(of call: DCERPCCall, _ dissection: inout Dissection) -> NameID {
    let number = Int(call.operation.number)
    let place = Int(call.interface.rawValue) * Self.operationLimit + number
    if spelled.isEmpty {
      spelled = [NameID](
        repeating: .none, count: DCERPCInterface.allCases.count * Self.operationLimit)
    }
    guard number < Self.operationLimit, place < spelled.count else {
      return dissection.names.intern(call.interface.text)
    }
    if spelled[place] == .none {
      spelled[place] = dissection.names.intern(call.interface.text + " " + call.operation.name)
    }
    return spelled[place]
  }

  static func number16(_ octets: Span<UInt8>, _ at: Int, _ isLittle: Bool) -> UInt16 {
    guard at >= 0, octets.count &- at >= 2 else { return 0 }
    let (first, second) = (UInt16(octets[at]), UInt16(octets[at &+ 1]))
    return isLittle ? second << 8 | first : first << 8 | second
  }

  static func number32(_ octets: Span<UInt8>, _ at: Int, _ isLittle: Bool) -> UInt32 {
    let (first, second) = (number16(octets, at, isLittle), number16(octets, at &+ 2, isLittle))
    return isLittle ? UInt32(second) << 16 | UInt32(first) : UInt32(first) << 16 | UInt32(second)
  }
}

extension Dissection {
  var receiverAddress: HostAddress { endpoints[receiver].address }
}
