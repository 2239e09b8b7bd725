import Vocabulary

extension Network {
  /// Opens a connection with its handshake and moves the time on to the client's acknowledgement.
  mutating func connect(
    _ client: HostID, to server: HostID, port: UInt16, at time: inout Timestamp
  ) -> TCPConnection {
    resolve(client, server, at: &time)
    var connection = unopened(client, to: server, port: port)
    handshake(.client, &connection, acknowledges: false, at: time)
    time += halfTrip(connection)
    handshake(.server, &connection, acknowledges: true, at: time)
    time += halfTrip(connection)
    acknowledge(from: .client, &connection, at: time)
    time += random.duration(.microseconds(40), .microseconds(400))
    return connection
  }

  /// A connection attempt that a closed port answers with a reset.
  mutating func connectRefused(
    _ client: HostID, to server: HostID, port: UInt16, at time: inout Timestamp
  ) {
    resolve(client, server, at: &time)
    var connection = unopened(client, to: server, port: port)
    handshake(.client, &connection, acknowledges: false, at: time)
    time += halfTrip(connection)
    segment(
      from: .server, connection, sequence: 0,
      flags: FrameBuilder.TCPHeader.reset | FrameBuilder.TCPHeader.ack, at: time)
    time += random.duration(.microseconds(100), .microseconds(900))
  }

  /// A connection attempt beyond the firewall, seen where it begins: nobody has the address.
  mutating func connectInVain(
    _ client: HostID, toNobodyAt address: UInt32, port: UInt16, at time: Timestamp
  ) {
    let host = client.host
    let builder = FrameBuilder(
      destination: gateway(of: host.segment), source: host.mac, tag: host.segment.vlan)
    let path = Path(
      source: client, destination: client, builder: builder, timeToLive: host.stack.timeToLive,
      segment: host.segment)
    let internet = FrameBuilder.Internet(
      source: host.address, destination: address, timeToLive: path.timeToLive, proto: 6)
    let header = FrameBuilder.TCPHeader(
      sourcePort: ephemeralPort(of: client), destinationPort: port,
      sequence: UInt32(truncatingIfNeeded: random.next()), acknowledgement: 0,
      flags: FrameBuilder.TCPHeader.syn, window: host.stack.window,
      options: TCPConnection.openingOptions(of: host.stack, stamp: 0, echo: 0, timestamps: false))
    emit(builder.tcp(internet, header, payload: []), from: client, path: path, at: time)
  }

  /// Ends a connection in order: both sides say that they are done, and each is acknowledged.
  mutating func close(
    _ connection: inout TCPConnection, from side: TCPConnection.Side = .client, at time: inout Timestamp
  ) {
    guard connection.isOpen else { return }
    connection.isOpen = false
    let flags = FrameBuilder.TCPHeader.fin | FrameBuilder.TCPHeader.ack
    flushAcknowledgement(from: side, &connection, before: time)
    segment(from: side, connection, sequence: connection[side].next, flags: flags, at: time)
    connection[side].next &+= 1
    time += halfTrip(connection)
    segment(from: side.other, connection, sequence: connection[side.other].next, flags: flags, at: time)
    connection[side.other].next &+= 1
    time += halfTrip(connection)
    acknowledge(from: side, &connection, at: time)
    time += .microseconds(50)
  }

  /// Breaks a connection off.
  mutating func reset(
    _ connection: inout TCPConnection, from side: TCPConnection.Side, at time: inout Timestamp
  ) {
    guard connection.isOpen else { return }
    connection.isOpen = false
    let flags = FrameBuilder.TCPHeader.reset | FrameBuilder.TCPHeader.ack
    segment(from: side, connection, sequence: connection[side].next, flags: flags, at: time)
    time += .microseconds(50)
  }

  /// Sends the lone acknowledgements that are owed: called where a routine goes to sleep.
  mutating func settle(_ connection: inout TCPConnection, at time: inout Timestamp) {
    for side in [TCPConnection.Side.client, .server] {
      guard let due = connection[side.other].acknowledgementDue else { continue }
      acknowledge(from: side, &connection, at: max(due, time))
      time = max(due, time)
    }
  }

  /// One lone acknowledgement of all that the other side sent.
  mutating func acknowledge(
    from side: TCPConnection.Side, _ connection: inout TCPConnection, at time: Timestamp
  ) {
    connection[side.other].acknowledgementDue = nil
    segment(
      from: side, connection, sequence: connection[side].next, flags: FrameBuilder.TCPHeader.ack, at: time)
  }

  mutating func flushAcknowledgement(
    from side: TCPConnection.Side, _ connection: inout TCPConnection, before time: Timestamp
  ) {
    guard let due = connection[side.other].acknowledgementDue else { return }
    if due < time {
      acknowledge(from: side, &connection, at: due)
    } else {
      connection[side.other].acknowledgementDue = nil
    }
  }

  /// Half of the way there and back.
  mutating func halfTrip(_ connection: TCPConnection) -> Duration {
    let isFar =
      connection.client.host.segment == .internet || connection.server.host.segment == .internet
    return isFar
      ? random.duration(.milliseconds(6), .milliseconds(9))
      : random.duration(.microseconds(70), .microseconds(320))
  }

  /// One segment with any numbers; nothing is remembered.
  mutating func segment(
    from side: TCPConnection.Side, _ connection: TCPConnection, sequence: UInt32, flags: UInt8,
    payload: ArraySlice<UInt8> = [], at time: Timestamp
  ) {
    let source = connection.host(side)
    let path = path(from: source, to: connection.host(side.other))
    var options: [UInt8] = []
    if connection.usesTimestamps, flags & FrameBuilder.TCPHeader.reset == 0 {
      options = TCPConnection.stampOption(
        stamp: stamp(of: source, at: time), echo: stamp(of: connection.host(side.other), at: time) &- 1)
    }
    let header = FrameBuilder.TCPHeader(
      sourcePort: connection.port(side), destinationPort: connection.port(side.other), sequence: sequence,
      acknowledgement: connection[side.other].next, flags: flags,
      window: flags & FrameBuilder.TCPHeader.reset != 0 ? 0 : source.host.stack.window, options: options)
    emit(
      path.builder.tcp(internet(path, proto: 6), header, payload: payload), from: source, path: path, at: time
    )
  }

  private mutating func unopened(_ client: HostID, to server: HostID, port: UInt16) -> TCPConnection {
    TCPConnection(
      client: client, server: server, clientPort: ephemeralPort(of: client), serverPort: port,
      usesTimestamps: client.host.stack == .linux && server.host.stack == .linux,
      directions: [
        TCPConnection.Direction(next: UInt32(truncatingIfNeeded: random.next())),
        TCPConnection.Direction(next: UInt32(truncatingIfNeeded: random.next())),
      ])
  }

  private mutating func handshake(
    _ side: TCPConnection.Side, _ connection: inout TCPConnection, acknowledges: Bool, at time: Timestamp
  ) {
    let source = connection.host(side)
    let path = path(from: source, to: connection.host(side.other))
    let options = TCPConnection.openingOptions(
      of: source.host.stack, stamp: stamp(of: source, at: time),
      echo: acknowledges ? stamp(of: connection.host(side.other), at: time) &- 1 : 0,
      timestamps: connection.usesTimestamps || (side == .client && source.host.stack == .linux))
    let header = FrameBuilder.TCPHeader(
      sourcePort: connection.port(side), destinationPort: connection.port(side.other),
      sequence: connection[side].next, acknowledgement: acknowledges ? connection[side.other].next : 0,
      flags: FrameBuilder.TCPHeader.syn | (acknowledges ? FrameBuilder.TCPHeader.ack : 0),
      window: source.host.stack.window, options: options)
    connection[side].next &+= 1
    emit(path.builder.tcp(internet(path, proto: 6), header, payload: []), from: source, path: path, at: time)
  }

  private func stamp(of id: HostID, at time: Timestamp) -> UInt32 {
    UInt32(truncatingIfNeeded: time.milliseconds) &+ UInt32(truncatingIfNeeded: id.rawValue) &* 7_654_321
  }
}
