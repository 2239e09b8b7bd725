import Vocabulary

/// Every station of the plant, and the two places on the internet that it knows.
enum HostID: Int, CaseIterable, Sendable {
  // Office
  case erp, fileServer, domainController, planningPC, qualityPC, purchasingPC
  // Demilitarised zone
  case historianMirror, jumpHost
  // Operations
  case coreSwitch, historian, engineering, assetScanner
  // Cell A: press and mill
  case switchA, pressController, millController, pressIO, hmiA, laptop
  // Cell B: assembly and washing
  case switchB, assemblyController, washerController, powerMeter, testController, hmiB
  // Internet
  case cloud, stranger
  // Only where a plant lives through days: what comes in the course of a week
  case backupServer, printer, newLaptop, unknownDevice, vendor

  /// How many stations a plant of hours has; those behind them take nothing from its seed.
  static let ofHours = HostID.stranger.rawValue + 1

  var host: Host { Host.all[rawValue] }
}

extension Host {
  /// In the order of `HostID`. The first three octets of each MAC address are the maker's own.
  static let all: [Host] = [
    Host("ERP01", 0x0050_5690_0A10, .office, 10, .windows),
    Host("FILESRV", 0x0050_5690_0A11, .office, 11, .windows),
    Host("DC01", 0x0050_5690_0A12, .office, 12, .windows),
    Host("PC-PLANNING", 0xF8B1_5641_5333, .office, 51, .windows),
    Host("PC-QUALITY", 0xF8B1_5641_5334, .office, 52, .windows),
    Host("PC-PURCHASE", 0x3CD9_2B07_7A53, .office, 53, .windows),
    Host("histmirror", 0x0050_5690_1410, .demilitarised, 10, .linux),
    Host("JUMP01", 0x0050_5690_1420, .demilitarised, 20, .windows),
    Host("sw-core", 0x0080_6347_1102, .operations, 2, .embedded),
    Host("HISTORIAN", 0x0050_5690_1E10, .operations, 10, .windows),
    Host("ENG-WS01", 0xECF4_BB5A_2014, .operations, 20, .windows),
    Host("assetscan", 0x000C_2990_1E30, .operations, 30, .linux),
    Host("scalance-a", 0x001B_1B77_6002, .cellA, 2, .embedded),
    Host("press-plc", 0x001B_1B4C_3010, .cellA, 10, .embedded, thinking: 2_000...9_000),
    Host("mill-plc", 0x2863_3691_1211, .cellA, 11, .embedded, thinking: 1_500...6_000),
    Host("press-io", 0x000E_8C22_1512, .cellA, 12, .embedded),
    Host("HMI-A", 0xD067_E518_7601, .cellA, 20, .windows),
    Host("LT-SERVICE", 0x54EE_7533_0877, .cellA, 77, .windows),
    Host("moxa-b", 0x0090_E855_4002, .cellB, 2, .embedded),
    Host("assembly-plc", 0x0000_BC6E_2110, .cellB, 10, .embedded, thinking: 1_000...4_000),
    Host("washer-plc", 0x0080_F40C_3411, .cellB, 11, .embedded, thinking: 4_000...18_000),
    Host("power-meter", 0x0080_F40C_5512, .cellB, 12, .embedded, thinking: 8_000...30_000),
    Host("CX-3B5D12", 0x0001_053B_5D12, .cellB, 13, .embedded, thinking: 600...2_500),
    Host("HMI-B", 0x8CEC_4B5E_2120, .cellB, 20, .windows),
    Host("cloud.machine-service.example", 0, .internet, 0x5DB8_D822, .linux, thinking: 14_000...32_000),
    Host("stranger.example", 0, .internet, 0xC058_634D, .linux, thinking: 40_000...70_000),
    Host("BACKUP01", 0x0050_5690_0A14, .office, 14, .windows),
    Host("PRN-OFFICE", 0x0080_7792_0A3C, .office, 60, .embedded),
    Host("LT-ENG02", 0x54EE_7546_1E2A, .operations, 42, .windows),
    Host("raspberrypi", 0xB827_EB5C_7863, .cellB, 99, .linux),
    Host("remote.machine-service.example", 0, .internet, 0x5DB8_D830, .linux, thinking: 14_000...32_000),
  ]
}
