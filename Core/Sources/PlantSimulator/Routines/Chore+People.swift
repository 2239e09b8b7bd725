import Vocabulary

/// What people do, or have their stations do at a set time.
extension Chore {
  /// The operator's station fetches a recipe from the office and gives it to the press.
  func fetchRecipe(in network: inout Network, at time: inout Timestamp) {
    network.lookUp(
      "filesrv.metalworks.example", for: .hmiA, address: HostID.fileServer.host.address, at: &time)
    var files = SMBSession(
      .hmiA, to: .fileServer, share: "recipes", user: "operator-a", version: .windows7, in: &network,
      at: &time)
    let recipe = files.readFile(
      "press\\part-\(4_711 + step).rcp", lengthOctets: 1_480, in: &network, at: &time)
    files.close(in: &network, at: &time)
    time += network.random.duration(.milliseconds(400), .milliseconds(1_500))
    var session = S7Session(.hmiA, to: .pressController, slot: 2, local: 0x02, in: &network, at: &time)
    for offset in stride(from: 0, to: recipe.count - recipe.count % 200, by: 200) {
      session.write(
        S7Message.Item(block: 30, start: offset, count: 200), Array(recipe[offset..<(offset + 200)]),
        in: &network,
        at: &time)
      time += network.random.duration(.milliseconds(5), .milliseconds(30))
    }
    network.close(&session.connection, at: &time)
  }

  /// The engineering workstation keeps copies of the controllers' programs.
  func backUp(in network: inout Network, at time: inout Timestamp) {
    for (server, slot, identity) in [
      (HostID.pressController, 2 as UInt8, S7Identity.press), (.millController, 1, .mill),
    ] {
      var session = S7Session(.engineering, to: server, slot: slot, in: &network, at: &time)
      session.identify(identity, in: &network, at: &time)
      session.upload(type: "08", typeCode: 0x08, number: 1, lengthOctets: 1_220, in: &network, at: &time)
      for number in [10, 20, 30] {
        session.upload(
          type: "0A", typeCode: 0x0A, number: number, lengthOctets: network.random.number(in: 300...900),
          in: &network, at: &time)
      }
      session.upload(type: "0C", typeCode: 0x0C, number: 7, lengthOctets: 2_040, in: &network, at: &time)
      network.close(&session.connection, at: &time)
      time += network.random.duration(.seconds(2), .seconds(6))
    }
  }

  /// The owner's scanner visits one station a time, slowly: it asks who the station is and nothing else.
  func scanAssets(in network: inout Network, at time: inout Timestamp) {
    let targets: [HostID] = [
      .pressController, .millController, .hmiA, .assemblyController, .washerController, .powerMeter,
      .testController, .hmiB, .historian,
    ]
    // Visits follow each other every four minutes; the rest of the day's 360 turns pass without one.
    guard step % 360 < targets.count else { return }
    let target = targets[step % 360]
    network.ping(.assetScanner, target, sequence: step, at: &time)
    time += network.random.duration(.milliseconds(100), .milliseconds(400))
    switch target {
    case .pressController: identifySiemens(target, slot: 2, .press, in: &network, at: &time)
    case .millController: identifySiemens(target, slot: 1, .mill, in: &network, at: &time)
    case .assemblyController:
      var session = CIPSession(.assetScanner, to: target, in: &network, at: &time)
      session.identify(.assembly, in: &network, at: &time)
      session.close(in: &network, at: &time)
    case .washerController, .powerMeter: identifySchneider(target, in: &network, at: &time)
    case .testController:
      var session = AMSSession(.assetScanner, to: target, port: 10_000, in: &network, at: &time)
      session.identify(in: &network, at: &time)
      network.close(&session.connection, at: &time)
    default: network.connectRefused(.assetScanner, to: target, port: 3_389, at: &time)
    }
  }

  private func identifySiemens(
    _ target: HostID, slot: UInt8, _ identity: S7Identity, in network: inout Network, at time: inout Timestamp
  ) {
    var session = S7Session(.assetScanner, to: target, slot: slot, local: 0x03, in: &network, at: &time)
    session.identify(identity, in: &network, at: &time)
    network.close(&session.connection, at: &time)
  }

  private func identifySchneider(_ target: HostID, in network: inout Network, at time: inout Timestamp) {
    let objects =
      target == .washerController
      ? ["Schneider Electric", "BMX P34 2020", "v2.90"] : ["Schneider Electric", "PM5560", "02.05.00"]
    var session = ModbusSession(.assetScanner, to: target, unit: 1, in: &network, at: &time)
    session.ask(ModbusMessage.identify, ModbusMessage.identity(objects), in: &network, at: &time)
    if target == .washerController {
      // Numbers of product, versions and hardware, then the name with its length, then the memory card's
      // state.
      var answer: [UInt8] = [
        0x06, 0x30, 0x31, 0x06, 0x01, 0, 0, 0, 0x90, 0x02, 0, 0, 0x22, 0, 0x05, 0, 0x08, 0, 0, 0,
        0, 0,
      ]
      answer.put8(12)
      answer.put("BMX P34 2020")
      answer += [0x01, 0x01, 0x01, 0, 0, 0, 0x11, 0]
      session.ask(
        ModbusMessage.umas(session: 0, function: 0x02),
        ModbusMessage.umas(session: 0, function: 0xFE, answer),
        in: &network, at: &time)
    }
    network.close(&session.connection, at: &time)
  }

  func administer(in network: inout Network, at time: inout Timestamp) {
    if step % 2 == 0 {
      network.converseInShell(
        .engineering, .coreSwitch, clientSoftware: "PuTTY_Release_0.78", serverSoftware: "dropbear_2019.78",
        exchanges: 12, at: &time)
    } else {
      network.converseInShell(
        .jumpHost, .historianMirror, clientSoftware: "OpenSSH_for_Windows_8.6",
        serverSoftware: "OpenSSH_9.2p1 Debian-2+deb12u3", exchanges: 18, at: &time)
    }
  }

  /// The engineer looks at the devices' own pages.
  func webVisits(in network: inout Network, at time: inout Timestamp) {
    network.visit(
      .engineering, .millController, path: "/Portal/Portal.mwsl?PriNav=Start",
      software: "SIMATIC S7-1200/V4.2",
      title: "mill-plc", lengthOctets: 2_300, at: &time)
    time += network.random.duration(.seconds(20), .seconds(40))
    network.visit(
      .engineering, .assemblyController, path: "/home.asp", software: "GoAhead-Webs", title: "1769-L33ER/A",
      lengthOctets: 3_100, at: &time)
    time += network.random.duration(.seconds(20), .seconds(40))
    network.visit(
      .engineering, .washerController, path: "/secure/system/product_info.htm",
      software: "Schneider-WEB/V1.40",
      title: "BMX P34 2020", lengthOctets: 1_700, at: &time)
  }

  /// The technician plugs the laptop in, looks who is there, reads what the press's controller is, and
  /// leaves.
  func serviceVisit(in network: inout Network, at time: inout Timestamp) {
    network.lease(.laptop, at: &time)
    time += network.random.duration(.seconds(5), .seconds(20))
    network.identifyCell(by: .laptop, at: &time)
    time += network.random.duration(.seconds(5), .seconds(20))
    var session = S7Session(.laptop, to: .pressController, slot: 2, in: &network, at: &time)
    session.identify(.press, in: &network, at: &time)
    network.close(&session.connection, at: &time)
  }
}
