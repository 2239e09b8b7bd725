/// The names of frames and of types of data units.
///
/// Source: IEC 60870-5-101:2003, clause 7.2.1, and IEC 60870-5-104:2006, clauses 5.1 and 6.
enum IEC104Names {
  static func spelling(frame code: MessageCode) -> MessageSpelling {
    let name =
      switch code.rawValue {
      case 0: "I"
      case 1: "S"
      case 3: "U"
      default: ""
      }
    return MessageSpelling(code.rawValue, name)
  }

  static func spelling(type code: MessageCode) -> MessageSpelling {
    MessageSpelling(code.rawValue, type(code.rawValue))
  }

  private static func type(_ code: UInt32) -> String {
    switch code {
    case 1: "M_SP_NA_1"
    case 2: "M_SP_TA_1"
    case 3: "M_DP_NA_1"
    case 4: "M_DP_TA_1"
    case 5: "M_ST_NA_1"
    case 6: "M_ST_TA_1"
    case 7: "M_BO_NA_1"
    case 8: "M_BO_TA_1"
    case 9: "M_ME_NA_1"
    case 10: "M_ME_TA_1"
    case 11: "M_ME_NB_1"
    case 12: "M_ME_TB_1"
    case 13: "M_ME_NC_1"
    case 14: "M_ME_TC_1"
    case 15: "M_IT_NA_1"
    case 16: "M_IT_TA_1"
    case 17: "M_EP_TA_1"
    case 18: "M_EP_TB_1"
    case 19: "M_EP_TC_1"
    case 20: "M_PS_NA_1"
    case 21: "M_ME_ND_1"
    case 30: "M_SP_TB_1"
    case 31: "M_DP_TB_1"
    case 32: "M_ST_TB_1"
    case 33: "M_BO_TB_1"
    case 34: "M_ME_TD_1"
    case 35: "M_ME_TE_1"
    case 36: "M_ME_TF_1"
    case 37: "M_IT_TB_1"
    case 38: "M_EP_TD_1"
    case 39: "M_EP_TE_1"
    case 40: "M_EP_TF_1"
    default: command(code)
    }
  }

  private static func command(_ code: UInt32) -> String {
    switch code {
    case 45: "C_SC_NA_1"
    case 46: "C_DC_NA_1"
    case 47: "C_RC_NA_1"
    case 48: "C_SE_NA_1"
    case 49: "C_SE_NB_1"
    case 50: "C_SE_NC_1"
    case 51: "C_BO_NA_1"
    case 58: "C_SC_TA_1"
    case 59: "C_DC_TA_1"
    case 60: "C_RC_TA_1"
    case 61: "C_SE_TA_1"
    case 62: "C_SE_TB_1"
    case 63: "C_SE_TC_1"
    case 64: "C_BO_TA_1"
    case 70: "M_EI_NA_1"
    case 100: "C_IC_NA_1"
    case 101: "C_CI_NA_1"
    case 102: "C_RD_NA_1"
    case 103: "C_CS_NA_1"
    case 104: "C_TS_NA_1"
    case 105: "C_RP_NA_1"
    case 106: "C_CD_NA_1"
    case 107: "C_TS_TA_1"
    case 110: "P_ME_NA_1"
    case 111: "P_ME_NB_1"
    case 112: "P_ME_NC_1"
    case 113: "P_AC_NA_1"
    case 120: "F_FR_NA_1"
    case 121: "F_SR_NA_1"
    case 122: "F_SC_NA_1"
    case 123: "F_LS_NA_1"
    case 124: "F_AF_NA_1"
    case 125: "F_SG_NA_1"
    case 126: "F_DR_TA_1"
    case 127: "F_SC_NB_1"
    default: ""
    }
  }
}
