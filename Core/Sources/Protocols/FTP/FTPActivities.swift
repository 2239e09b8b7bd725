import Vocabulary

/// What commands ask for and how they end. The table of the protocol's page says the same in words.
extension FTPDissector {
  mutating func takeCommand(_ line: Span<UInt8>, _ position: Int, _ dissection: inout Dissection) {
    guard let command = FTPCommand(line) else { return }
    states[position].sent &+= 1
    let id = UInt64(states[position].sent)
    let argument = line.extracting(command.argument)
    switch command.name {
    case FTPCommand.user:
      states[position].user.removeAll(keepingCapacity: true)
      for index in 0..<min(argument.count, Self.userLimit) { states[position].user.append(argument[index]) }
      request(id, .authenticate, .user, argument, &dissection, command: command.name)
    case FTPCommand.password: takePassword(argument, id, position, &dissection)
    case FTPCommand.retrieve:
      request(id, .transfer, .file, argument, &dissection, deed: .fileRead, command: command.name)
    case FTPCommand.store, FTPCommand.append, FTPCommand.storeUnique:
      request(id, .transfer, .file, argument, &dissection, deed: .fileWrite, command: command.name)
    case FTPCommand.delete, FTPCommand.removeDirectory:
      request(id, .transfer, .file, argument, &dissection, deed: .fileDelete, command: command.name)
    case FTPCommand.renameFrom, FTPCommand.renameTo:
      request(id, .transfer, .file, argument, &dissection, deed: .fileRename, command: command.name)
    case FTPCommand.makeDirectory:
      request(id, .transfer, .file, argument, &dissection, command: command.name)
    case FTPCommand.list, FTPCommand.names, FTPCommand.machineList:
      request(id, .browse, .file, argument, &dissection, command: command.name)
    case FTPCommand.site: request(id, .configure, .text, line, &dissection, command: command.name)
    case FTPCommand.port:
      if let port = FTPDataPort.six(argument) { expect(port, of: dissection.sender, dissection) }
    case FTPCommand.extendedPort:
      if let port = FTPDataPort.extended(argument) { expect(port, of: dissection.sender, dissection) }
    default: break
    }
  }

  private func request(
    _ id: UInt64, _ verb: Verb, _ space: ObjectSpace, _ text: Span<UInt8>, _ dissection: inout Dissection,
    deed: Deed = .plain, command: UInt32
  ) {
    dissection.request(
      .ftp, id: id, verb, dissection.clientObject(space, text), deed: deed, memory: UInt64(command))
  }

  private func takePassword(
    _ password: Span<UInt8>, _ id: UInt64, _ position: Int, _ dissection: inout Dissection
  ) {
    let user = states[position].user
    let isAnonymous = Self.isAnonymous(user.span)
    let pair = DefaultCredentials.pair(user: user.span, password: password)
    // What an anonymous user gives is no secret.
    if !isAnonymous, !password.isEmpty { dissection.secretInClear(.ftp, octets: password.count) }
    dissection.request(
      .ftp, id: id, .authenticate, dissection.clientObject(.user, user.span),
      deed: isAnonymous ? .anonymous : pair > 0 ? .defaultCredentials : .plain, code: pair,
      memory: UInt64(FTPCommand.password))
  }

  private static func isAnonymous(_ user: Span<UInt8>) -> Bool {
    (user.count == 9 && starts(user, with: "anonymous")) || (user.count == 3 && starts(user, with: "ftp"))
  }

  mutating func takeReply(_ line: Span<UInt8>, _ position: Int, _ dissection: inout Dissection) {
    guard let reply = FTPReply(line) else { return }
    if reply.code == 220, states[position].sent == states[position].answered {
      if !states[position].isGreeted, line.count > 4 {
        states[position].isGreeted = true
        dissection.receiverIsClient = true
        tellGreeting(line.extracting(4..<line.count), &dissection)
      }
      return
    }
    // A preliminary reply; the command still waits.
    guard reply.isLast, reply.code >= 200, states[position].sent != states[position].answered else { return }
    states[position].answered &+= 1
    let id = UInt64(states[position].answered)
    switch reply.code {
    case 331, 332:
      // The name alone is no login.
      if dissection.pendingRequest(id)?.memory == UInt64(FTPCommand.user) { return dissection.withdraw(id) }
    case 227:
      if let port = FTPDataPort.six(line.extracting(3..<line.count)) {
        expect(port, of: dissection.sender, dissection)
      }
    case 229:
      if let port = FTPDataPort.extended(line) { expect(port, of: dissection.sender, dissection) }
    case 234: dissection.refinedName = .tls
    case 215:
      if Protocols.position(of: "Windows", in: line) != nil {
        dissection.tell(.operatingSystem, "Windows", source: "ftp system")
      }
    default: break
    }
    dissection.reply(id, reply.code < 400 ? .succeeded : .refused)
  }

  private mutating func expect(_ port: UInt16, of host: EndpointID, _ dissection: borrowing Dissection) {
    expected.expect(
      ExpectedFlows.Entry(
        host: host, port: port, name: .ftpData, time: dissection.time, serial: dissection.serial, request: 0,
        isFromLow: false))
  }

  /// The greeting without its frame of brackets.
  private func tellGreeting(_ text: Span<UInt8>, _ dissection: inout Dissection) {
    dissection.tellFreely(.software, text, source: "ftp greeting")
  }
}
