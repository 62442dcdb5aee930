package dev.indicia.trust.words;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * One way of writing for all that counts as the same letter: case, accents, Arabic and Hebrew
 * pointing, full width, traditional characters. One character becomes one character or none.
 */
final class Folding {
  /** Folded away: combining marks and invisible characters. */
  static final char NOTHING = 0;

  /** Kinds of folded characters. */
  enum Kind {
    LETTER,
    DIGIT,
    /** A character of a script that is written without spaces, or with loose ones. */
    IDEOGRAPH,
    APOSTROPHE,
    NOTHING,
    OTHER
  }

  /** Each pair: a traditional character and the simplified one. Pairs that the lists need. */
  private static final String TRADITIONAL =
      "帳账戶户訂订單单電电話话詢询問问認认證证驗验碼码錢钱幣币賬账號号識识別别權权產产業业東东車车長长門门開开關关閉闭閱阅讀读請请謝谢您您聯联繫系係系絡络線线網网"
          + "點点擊击鏈链連连結结檔档個个們们員员貴贵買买賣卖費费繳缴納纳稅税務务動动處处"
          + "進进這这還还過过運运達达遞递郵邮時时間间後后從从來来將将會会為为無无須须應应對对應应該该誤误"
          + "詐诈騙骗報报釣钓魚鱼欺欺確确實实際际風风險险護护衛卫異异狀状態态範范違违規规則则條条款款終终止止續续約约級级獎奖禮礼領领贏赢獲获勝胜繼继遺遗產产資资"
          + "訊讯錄录記记憶忆註注詞词語语發发訴诉訟讼狀状傳传喚唤法法罰罚侵侵權权薪薪資资員员給给與与倉仓庫库寄寄補补簽签書书檢检視视聽听語语"
          + "優优惠惠專专線线協协議议諮咨服服務务總总額额萬万圓圆銀银匯汇轉转帶带備备份份啟启動动復复舊旧辦办團团隊队見见現现廣广場场徵征"
          + "兌兑換换貨货虛虚擬拟礦矿區区塊块勵励據据擔担絕绝拒拒隨随撥拨滯滞扣扣貸贷證证誰谁嗎吗沒没說说設设計计讓让輸输"
          + "凍冻內内緊紧儘尽盡尽馬马鐘钟鈕钮雙双飛飞臺台個个種种數数幫帮嚴严雲云審审執执財财詳详稱称擇择樣样難难適适並并顯显圖图圍围愛爱寶宝滿满鍵键鎖锁錯错釋释鑰钥頁页項项順顺預预頭头題题顧顾類类餘余遲迟徹彻訪访診诊掛挂號号櫃柜郵邮遞递滯滞傳传遠远離离雜杂電电視视頻频隱隐讚赞貼贴費费購购買买賺赚"
          + "丟丢兩两臨临爭争親亲僅仅儲储養养冊册寫写準准劃划刪删創创製制勞劳醫医歷历週周尋寻導导崗岗師师懷怀掃扫攔拦斷断術术機机殺杀構构標标溝沟洩泄測测瀏浏熱热監监盜盗積积穩稳筆笔簡简紅红"
          + "細细經经綁绑統统維维綜综緝缉編编職职藍蓝裝装覽览觸触許许諾诺課课調调敗败賀贺賠赔贈赠趕赶軟软輕轻載载遷迁選选裡里閣阁陸陆頓顿於于誠诚體体質质興兴舉举試试賽赛決决償偿歡欢屬属錶表勝胜"
          + "婦妇銷销暫暂憑凭當当願愿變变搶抢複复負负遊游節节規规學学";

  private static final char[] SIMPLE = new char[0x10000];

  static {
    for (int i = 0; i + 1 < TRADITIONAL.length(); i += 2) {
      SIMPLE[TRADITIONAL.charAt(i)] = TRADITIONAL.charAt(i + 1);
    }
  }

  private Folding() {}

  /** The character that stands for this one, or {@link #NOTHING}. */
  static char fold(char c) {
    if (c < 0x80) {
      return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
    if (SIMPLE[c] != 0) {
      return SIMPLE[c];
    }
    if (c >= 0xAC00 && c <= 0xD7A3 || c >= 0x3040 && c <= 0x30FF || c >= 0x0E00 && c <= 0x0E7F) {
      return c;
    }
    if (c >= 0x3400 && c <= 0x9FFF || c >= 0xA000 && c <= 0xF8FF) {
      return c;
    }
    int type = Character.getType(c);
    boolean devanagari = c >= 0x0900 && c <= 0x097F;
    if (type == Character.FORMAT
        || c == 0x0640
        || c == 0x093C
        || type == Character.NON_SPACING_MARK && !(c >= 0x0900 && c <= 0x0DFF)) {
      return NOTHING;
    }
    return switch (c) {
      case 0x0901 -> 0x0902;
      case 'ı', 'İ' -> 'i';
      case 'ł', 'Ł' -> 'l';
      case 'đ', 'Đ', 'ð', 'Ð' -> 'd';
      case 'ø', 'Ø' -> 'o';
      case 0x06CC, 0x0649 -> 0x064A;
      case 0x06A9 -> 0x0643;
      case 0x0629, 0x06C1 -> 0x0647;
      case 'ґ', 'Ґ' -> 'г';
      case 'ς' -> 'σ';
      default -> Character.isSurrogate(c) ? c : base(c, devanagari);
    };
  }

  private static char base(char c, boolean devanagari) {
    String parts = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKD);
    char first = parts.charAt(0);
    if (parts.length() > 1
        && !devanagari
        && Character.isLetterOrDigit(parts.charAt(1))
        && c < 0xFB00) {
      first = c;
    }
    char lower = Character.toLowerCase(first);
    if (Character.isDigit(lower)) {
      return (char) ('0' + Character.digit(lower, 10));
    }
    if (lower == 'ı') {
      return 'i';
    }
    return lower == 'ς' ? 'σ' : lower;
  }

  /** The kind of a folded character. */
  static Kind kind(char folded) {
    if (folded == NOTHING) {
      return Kind.NOTHING;
    }
    if (folded >= '0' && folded <= '9') {
      return Kind.DIGIT;
    }
    if (folded == '\''
        || folded == '’'
        || folded == 'ʼ'
        || folded == '‘'
        || folded == '`'
        || folded == '´'
        || folded == '′'
        || folded == '＇') {
      return Kind.APOSTROPHE;
    }
    if (folded >= 0x3041 && folded <= 0x30FF && folded != 0x30FB
        || folded >= 0x3400 && folded <= 0x9FFF
        || folded == '々'
        || folded == '〇'
        || folded >= 0xAC00 && folded <= 0xD7A3
        || folded >= 0x0E01 && folded <= 0x0E4E) {
      return Kind.IDEOGRAPH;
    }
    int type = Character.getType(folded);
    boolean mark = type == Character.COMBINING_SPACING_MARK || type == Character.NON_SPACING_MARK;
    return Character.isLetter(folded) || mark ? Kind.LETTER : Kind.OTHER;
  }

  /**
   * Whether the apostrophe at this place is inside a word ("didn't") and not between two
   * ("l'ordre", "dell'ordine"): at most two letters follow, and before it stands more than one
   * letter, or an i.
   */
  static boolean joins(CharSequence text, int wordStart, int at) {
    int after = 0;
    while (after < 3
        && at + 1 + after < text.length()
        && kind(fold(text.charAt(at + 1 + after))) == Kind.LETTER) {
      after++;
    }
    boolean oneBefore = at - wordStart == 1 && fold(text.charAt(wordStart)) != 'i';
    return after > 0 && after < 3 && !oneBefore;
  }

  /** The folded words, numbers and runs of ideographs of one word of a list. */
  static List<String> split(String word) {
    List<String> out = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    Kind last = Kind.OTHER;
    int start = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = fold(word.charAt(i));
      Kind kind = kind(c);
      if (kind == Kind.NOTHING
          || kind == Kind.APOSTROPHE && last == Kind.LETTER && joins(word, start, i)) {
        continue;
      }
      boolean part0 = kind == Kind.LETTER || kind == Kind.DIGIT || kind == Kind.IDEOGRAPH;
      if (kind != last || !part0) {
        if (!part.isEmpty()) {
          out.add(part.toString());
          part.setLength(0);
        }
        start = i;
      }
      if (part0) {
        part.append(c);
      }
      last = kind;
    }
    if (!part.isEmpty()) {
      out.add(part.toString());
    }
    return out;
  }
}
