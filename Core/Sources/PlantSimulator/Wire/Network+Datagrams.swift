import Vocabulary

extension Network {
  /// Sends a UDP datagram from one station to another and moves the time on to its arrival.
  mutating func datagram(
    _ payload: [UInt8], from source: HostID, _ sourcePort: UInt16, to destination: HostID, _ port: UInt16,
    at time: inout Timestamp
  ) {
    resolve(source, destination, at: &time)
    let path = path(from: source, to: destination)
    let octets = path.builder.udp(
      internet(path, proto: 17), sourcePort: sourcePort, destinationPort: port, payload: payload)
    emit(octets, from: source, path: path, at: time)
    time += random.duration(.microseconds(60), .microseconds(250))
  }

  /// Sends a UDP datagram to everybody in the sender's segment.
  mutating func broadcast(
    _ payload: [UInt8], from source: HostID, _ sourcePort: UInt16, to port: UInt16, at time: Timestamp
  ) {
    let host = source.host
    let path = Path(
      source: source, destination: source,
      builder: FrameBuilder(destination: .broadcast, source: host.mac, tag: host.segment.vlan),
      timeToLive: host.stack.timeToLive, segment: host.segment)
    let internet = FrameBuilder.Internet(
      source: host.address, destination: host.segment.network + 255, timeToLive: path.timeToLive, proto: 17)
    let octets = path.builder.udp(internet, sourcePort: sourcePort, destinationPort: port, payload: payload)
    emit(octets, from: source, path: path, at: time)
  }

  /// An echo request and, where `isAnswered`, its reply.
  mutating func ping(
    _ source: HostID, _ destination: HostID, sequence: Int, isAnswered: Bool = true, at time: inout Timestamp
  ) {
    resolve(source, destination, at: &time)
    send(EchoMessage(isReply: false, sequence: sequence), from: source, to: destination, at: time)
    guard isAnswered else { return }
    time += thinkingTime(of: destination)
    send(EchoMessage(isReply: true, sequence: sequence), from: destination, to: source, at: time)
    time += .microseconds(200)
  }

  private mutating func send(
    _ message: EchoMessage, from source: HostID, to destination: HostID, at time: Timestamp
  ) {
    let path = path(from: source, to: destination)
    emit(
      path.builder.ipv4(internet(path, proto: 1), payload: message.octets), from: source, path: path, at: time
    )
  }

  func internet(_ path: Path, proto: UInt8) -> FrameBuilder.Internet {
    FrameBuilder.Internet(
      source: path.source.host.address, destination: path.destination.host.address,
      timeToLive: path.timeToLive, proto: proto)
  }
}
