import Vocabulary

extension S7Session {
  /// Fetches one block out of the controller, as a backup does.
  mutating func upload(
    type: String, typeCode: UInt8, number: Int, lengthOctets: Int, in network: inout Network,
    at time: inout Timestamp
  ) {
    let name = S7Message.blockName(type: type, number: number, destination: "A")
    let block = S7Message.block(type: typeCode, number: number, code: network.random.octets(lengthOctets))
    let identifier = UInt8(network.random.number(in: 1...250))
    job(
      S7Message.startUpload(name), S7Message.uploadStarted(identifier: identifier, length: block.count),
      in: &network, at: &time)
    var offset = 0
    while offset < block.count {
      let end = min(offset + 222, block.count)
      time += network.random.duration(.milliseconds(2), .milliseconds(8))
      job(
        S7Message.upload(identifier: identifier), S7Message.uploaded(isLast: end == block.count),
        answerData: S7Message.piece(block[offset..<end]), in: &network, at: &time)
      offset = end
    }
    job(S7Message.endUpload(identifier: identifier), [0x1F], in: &network, at: &time)
  }

  /// Puts one block into the controller and links it in. The controller fetches the pieces itself.
  ///
  /// `beforeDeed` runs before the first message that only a download has.
  mutating func download(
    type: String, typeCode: UInt8, number: Int, lengthOctets: Int, in network: inout Network,
    at time: inout Timestamp
  ) {
    let name = S7Message.blockName(type: type, number: number, destination: "P")
    let block = S7Message.block(type: typeCode, number: number, code: network.random.octets(lengthOctets))
    job(
      S7Message.requestDownload(name, loadLength: block.count, codeLength: lengthOctets), [0x1A],
      in: &network,
      at: &time)
    var offset = 0
    while offset < block.count {
      let end = min(offset + 222, block.count)
      let isLast = end == block.count
      controllerJob(
        S7Message.download(name), [0x1B, isLast ? 0 : 1], S7Message.piece(block[offset..<end]), in: &network,
        at: &time)
      offset = end
    }
    controllerJob(S7Message.endDownload(name), [0x1C], [], in: &network, at: &time)
    time += network.random.duration(.milliseconds(3), .milliseconds(9))
    job(S7Message.programInvocation("_INSE", block: name), [0x28], in: &network, at: &time)
  }

  /// A job that the controller gives its client.
  private mutating func controllerJob(
    _ parameters: [UInt8], _ answer: [UInt8], _ data: [UInt8], in network: inout Network,
    at time: inout Timestamp
  ) {
    let reference = nextReference()
    time += network.random.duration(.milliseconds(1), .milliseconds(4))
    network.send(
      S7Message.message(.job, reference: reference, parameters: parameters), from: .server, &connection,
      at: &time)
    time += network.thinkingTime(of: connection.client)
    network.send(
      S7Message.message(.acknowledgementWithData, reference: reference, parameters: answer, data: data),
      from: .client, &connection, at: &time)
  }
}
