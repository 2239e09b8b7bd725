import Bytes

/// An interface's number in the world: a UUID as two halves, in the order in which it is written.
///
/// Source: The Open Group C706, appendix A.
struct InterfaceID: Hashable, Sendable {
  var high: UInt64
  var low: UInt64

  static let octets = 16

  /// Caller's octets hold 16 from `at` on; nil where they do not.
  init?(_ octets: Span<UInt8>, at: Int, isLittle: Bool) {
    guard at >= 0, octets.count &- at >= Self.octets else { return nil }
    var reader = ByteReader(octets.extracting(at..<(at &+ Self.octets)))
    guard let first = try? reader.uint32(), let second = try? reader.uint16(),
      let third = try? reader.uint16(), let rest = try? reader.uint64()
    else { return nil }
    high =
      UInt64(isLittle ? first.byteSwapped : first) << 32
      | UInt64(isLittle ? second.byteSwapped : second) << 16 | UInt64(isLittle ? third.byteSwapped : third)
    low = rest
  }

  init(_ high: UInt64, _ low: UInt64) {
    self.high = high
    self.low = low
  }

  /// As it is written: 8, 4, 4, 4 and 12 digits.
  func append(to text: inout [UInt8]) {
    for index in 0..<32 {
      if index == 8 || index == 12 || index == 16 || index == 20 { text.append(UInt8(ascii: "-")) }
      let half = index < 16 ? high : low
      let digit = UInt8(truncatingIfNeeded: half >> UInt64(60 - (index & 15) * 4)) & 15
      text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}

/// An interface whose operations are known by name. Others are connected to by their UUID, and no more.
///
/// Source: each one's specification in the MS series; The Open Group C706, appendix O, for `epm`.
enum DCERPCInterface: UInt8, CaseIterable, Sendable {
  case unknown
  // What runs on a host, and when.
  case svcctl, atsvc, taskScheduler, initshutdown
  // Accounts, rights, names, replication.
  case samr, lsarpc, netlogon, drsuapi, backupkey, dnsserver
  // Shares, sessions, printers, registry, logs.
  case srvsvc, wkssvc, spoolss, remoteWinspool, winreg, eventlog, eventlog6
  // Reasons for a host to log in elsewhere.
  case efsrpc, netdfs, fsrvp
  // Where the others are.
  case epm
  // DCOM, and WMI on it.
  case remoteActivation, systemActivator, oxidResolver, remUnknown, remUnknown2, wbemLogin, wbemServices
  case wbemEnumeration, wbemOther, dispatch
  // OPC Data Access on DCOM.
  case opcServer, opcServerList, opcItems, opcSyncIO, opcAsyncIO, opcGroups, opcBrowse, opcCallback
  case opcHistory, opcEvents

  /// As it is called in its specification, and in Wireshark.
  var text: String {
    switch self {
    case .unknown: ""
    case .svcctl: "svcctl"
    case .atsvc: "atsvc"
    case .taskScheduler: "ITaskSchedulerService"
    case .initshutdown: "initshutdown"
    case .samr: "samr"
    case .lsarpc: "lsarpc"
    case .netlogon: "netlogon"
    case .drsuapi: "drsuapi"
    case .backupkey: "backupkey"
    case .dnsserver: "dnsserver"
    case .srvsvc: "srvsvc"
    case .wkssvc: "wkssvc"
    case .spoolss: "spoolss"
    case .remoteWinspool: "IRemoteWinspool"
    case .winreg: "winreg"
    case .eventlog: "eventlog"
    case .eventlog6: "eventlog6"
    case .efsrpc: "efsrpc"
    case .netdfs: "netdfs"
    case .fsrvp: "fsrvp"
    case .epm: "epm"
    case .remoteActivation: "IRemoteActivation"
    case .systemActivator: "ISystemActivator"
    case .oxidResolver: "IOXIDResolver"
    case .remUnknown: "IRemUnknown"
    case .remUnknown2: "IRemUnknown2"
    case .wbemLogin: "IWbemLevel1Login"
    case .wbemServices: "IWbemServices"
    case .wbemEnumeration: "IEnumWbemClassObject"
    case .wbemOther: "IWbemLoginClientID"
    case .dispatch: "IDispatch"
    case .opcServer: "IOPCServer"
    case .opcServerList: "IOPCServerList"
    case .opcItems: "IOPCItemMgt"
    case .opcSyncIO: "IOPCSyncIO"
    case .opcAsyncIO: "IOPCAsyncIO"
    case .opcGroups: "IOPCGroupStateMgt"
    case .opcBrowse: "IOPCBrowseServerAddressSpace"
    case .opcCallback: "IOPCDataCallback"
    case .opcHistory: "IOPCHDA_Server"
    case .opcEvents: "IOPCEventServer"
    }
  }

  /// Its requests begin with the head of an object's call, and name the object.
  var isDCOM: Bool {
    switch self {
    case .remUnknown, .remUnknown2, .wbemLogin, .wbemServices, .wbemEnumeration, .wbemOther, .dispatch: true
    default: isOPC
    }
  }

  var isOPC: Bool {
    switch self {
    case .opcServer, .opcServerList, .opcItems, .opcSyncIO, .opcAsyncIO, .opcGroups, .opcBrowse, .opcCallback,
      .opcHistory, .opcEvents:
      true
    default: false
    }
  }

  init(_ id: InterfaceID) {
    for (known, interface) in Self.known where known == id {
      self = interface
      return
    }
    self = .unknown
  }

  /// The interface that a named pipe usually serves, for pipes whose opening bind was not captured.
  init(pipe: ArraySlice<UInt8>) {
    for interface in [
      .svcctl, .atsvc, .samr, .lsarpc, .netlogon, .srvsvc, .wkssvc, .spoolss, .winreg, .eventlog, .efsrpc,
      .netdfs, .initshutdown,
    ] as [DCERPCInterface] where pipe.elementsEqual(interface.text.utf8) {
      self = interface
      return
    }
    self = .unknown
  }

  private static let known: [(InterfaceID, DCERPCInterface)] = [
    (InterfaceID(0x367a_bb81_9844_35f1, 0xad32_98f0_3800_1003), .svcctl),
    (InterfaceID(0x1ff7_0682_0a51_30e8, 0x076d_740b_e8ce_e98b), .atsvc),
    (InterfaceID(0x86d3_5949_83c9_4044, 0xb424_db36_3231_fd0c), .taskScheduler),
    (InterfaceID(0x894d_e0c0_0d55_11d3, 0xa322_00c0_4fa3_21a1), .initshutdown),
    (InterfaceID(0x1234_5778_1234_abcd, 0xef00_0123_4567_89ac), .samr),
    (InterfaceID(0x1234_5778_1234_abcd, 0xef00_0123_4567_89ab), .lsarpc),
    (InterfaceID(0x1234_5678_1234_abcd, 0xef00_0123_4567_cffb), .netlogon),
    (InterfaceID(0xe351_4235_4b06_11d1, 0xab04_00c0_4fc2_dcd2), .drsuapi),
    (InterfaceID(0x3dde_7c30_165d_11d1, 0xab8f_0080_5f14_db40), .backupkey),
    (InterfaceID(0x50ab_c2a4_574d_40b3, 0x9d66_ee4f_d5fb_a076), .dnsserver),
    (InterfaceID(0x4b32_4fc8_1670_01d3, 0x1278_5a47_bf6e_e188), .srvsvc),
    (InterfaceID(0x6bff_d098_a112_3610, 0x9833_46c3_f87e_345a), .wkssvc),
    (InterfaceID(0x1234_5678_1234_abcd, 0xef00_0123_4567_89ab), .spoolss),
    (InterfaceID(0x76f0_3f96_cdfd_44fc, 0xa22c_6495_0a00_1209), .remoteWinspool),
    (InterfaceID(0x338c_d001_2244_31f1, 0xaaaa_9000_3800_1003), .winreg),
    (InterfaceID(0x8227_3fdc_e32a_18c3, 0x3f78_8279_29dc_23ea), .eventlog),
    (InterfaceID(0xf6be_aff7_1e19_4fbb, 0x9f8f_b89e_2018_337c), .eventlog6),
    (InterfaceID(0xc681_d488_d850_11d0, 0x8c52_00c0_4fd9_0f7e), .efsrpc),
    (InterfaceID(0xdf19_41c5_fe89_4e79, 0xbf10_4636_57ac_f44d), .efsrpc),
    (InterfaceID(0x4fc7_42e0_4a10_11cf, 0x8273_00aa_004a_e673), .netdfs),
    (InterfaceID(0xa8e0_653c_2744_4389, 0xa61d_7373_df8b_2292), .fsrvp),
    (InterfaceID(0xe1af_8308_5d1f_11c9, 0x91a4_0800_2b14_a0fa), .epm),
    (InterfaceID(0x4d9f_4ab8_7d1c_11cf, 0x861e_0020_af6e_7c57), .remoteActivation),
    (InterfaceID(0x0000_01a0_0000_0000, Self.com), .systemActivator),
    (InterfaceID(0x99fc_fec4_5260_101b, 0xbbcb_00aa_0021_347a), .oxidResolver),
    (InterfaceID(0x0000_0131_0000_0000, Self.com), .remUnknown),
    (InterfaceID(0x0000_0143_0000_0000, Self.com), .remUnknown2),
    (InterfaceID(0xf309_ad18_d86a_11d0, 0xa075_00c0_4fb6_8820), .wbemLogin),
    (InterfaceID(0x9556_dc99_828c_11cf, 0xa37e_00aa_0032_40c7), .wbemServices),
    (InterfaceID(0x0279_47e1_d731_11ce, 0xa357_0000_0000_0001), .wbemEnumeration),
    (InterfaceID(0xd478_1cd6_e5d3_44df, 0xad94_930e_fe48_a887), .wbemOther),
    (InterfaceID(0x0002_0400_0000_0000, Self.com), .dispatch),
    (InterfaceID(0x39c1_3a4d_011e_11d0, Self.opc), .opcServer),
    (InterfaceID(0xf31d_fde2_07b6_11d2, 0xb2d8_0060_083b_a1fb), .opcServer),
    (InterfaceID(0x1348_6d50_4821_11d2, 0xa494_3cb3_06c1_0000), .opcServerList),
    (InterfaceID(0x9dd0_b56c_ad9e_43ee, 0x8305_487f_3188_bf7a), .opcServerList),
    (InterfaceID(0x39c1_3a54_011e_11d0, Self.opc), .opcItems),
    (InterfaceID(0x39c1_3a52_011e_11d0, Self.opc), .opcSyncIO),
    (InterfaceID(0x39c1_3a53_011e_11d0, Self.opc), .opcAsyncIO),
    (InterfaceID(0x39c1_3a71_011e_11d0, Self.opc), .opcAsyncIO),
    (InterfaceID(0x39c1_3a50_011e_11d0, Self.opc), .opcGroups),
    (InterfaceID(0x39c1_3a4f_011e_11d0, Self.opc), .opcBrowse),
    (InterfaceID(0x39c1_3a72_011e_11d0, Self.opc), .opcBrowse),
    (InterfaceID(0x39c1_3a70_011e_11d0, Self.opc), .opcCallback),
    (InterfaceID(0x1f12_17b0_dee0_11d2, 0xa5e5_0000_8633_9399), .opcHistory),
    (InterfaceID(0x6516_8851_5783_11d1, 0x84a0_0060_8cb8_a7e9), .opcEvents),
  ]

  /// The tail of COM's own interfaces, and of OPC Data Access'.
  private static let com: UInt64 = 0xc000_0000_0000_0046
  private static let opc: UInt64 = 0x9675_0020_afd8_adb3
}
