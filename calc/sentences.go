package calc

// sentence is the place of a template in sentences.
type sentence int

const (
	nothing sentence = iota
	accrued
	accruedNearly
	paused
	compounded
	held
	feeOnUnpaid
	thatIs
	thatIsPart
	thatIsLeast
	thatIsCapped
	entryAdded
	rateBecame
	paymentMet
	entryForgave
	componentSum
	totalSum
	creditSum
	waivedSum
	notYetDueSum
	dueSum
	itemizationSum
	overdueBy
	oneMoreDay
	compared
	recalled
	flowOn
	flowAt
	flowPaid
	flowAdvanced
	periodRate
	yearlySimple
	yearlyCompound
	printedRate
	claimSum
	waivedShare
	waivedAmount
	financedSum
	arrearsSum
	paymentFound
	paymentGiven
	instalmentInterest
	flatWhole
	flatRest
	periodInterest
	theEnd
	thatWaits
	thatJoins
	thatIsWaived
	withDeferred
	instalmentSum
	balanceLeft
	paidSum
	interestSum
	feesSum
	feeShare
	savedSum
	presentValue
	recoveryShare
	yearlyCost
	averageLife
	lastPayment
	solvedRate
	solvedDeposit
	solvedWaiver
	costPaid
	costRate
	allInSum
	breachInterest
	reinstatedInterest
	brokenPlan
	afterDeadline
	inBucket
	lowestOrder
	highestOrder
	notCounted
)

// sentences are the templates in English and in Chinese; render fills the slots:
// %f and %t days, %d a number of days, %n a number, %q the ratio, %b and %m money
// with its currency, %B, %R, %M and %u numbers as they were recorded, %s arithmetic with
// its equals sign, none for a single sum,
// %S the arithmetic alone, %r a name, %c a component, %o the rounding, %p a rate in percent.
var sentences = [...][2]string{
	nothing:            {},
	accrued:            {"From %f to %t, %d days, %b bore %p: %B × %q × %R = %u", "%f至%t共%d天，以%b为基数按%p计息：%B × %q × %R = %u"},
	accruedNearly:      {"From %f to %t, %d days, %b bore %p: %B × %q × %R ≈ %u", "%f至%t共%d天，以%b为基数按%p计息：%B × %q × %R ≈ %u"},
	paused:             {"From %f to %t, %d days, “%r” stood still, and %b bore nothing.", "%f至%t共%d天，“%r”暂停计收，%b不计息。"},
	compounded:         {"From %f to %t, %d days, interest at %p joined the balance every day, beginning with %b: %u before rounding, %m as posted day by day.", "%f至%t共%d天，自%b起按%p逐日计息并入本息：取整前为%u，逐日入账合计%m。"},
	held:               {"From %f to %t, %d days, %b bore at most %p; with the cap of “%r” that comes to %u", "%f至%t共%d天，以%b为基数、以%p为限计息；“%r”设有上限，计得%u"},
	feeOnUnpaid:        {"On %t, %b of what was due on %f was unpaid; “%r”: %s%u", "%t，%f到期应还款项尚有%b未还；“%r”：%s%u"},
	thatIs:             {", %o %m.", "，%o%m。"},
	thatIsPart:         {". Together with its other stretches it is rounded once; %m falls to this one.", "。与同一规则的其他时段合并取整一次，本段计%m。"},
	thatIsLeast:        {". The least that is charged is %m.", "。按最低收取标准计%m。"},
	thatIsCapped:       {". What the cap leaves is %m.", "。受上限约束，计%m。"},
	entryAdded:         {"On %f, %m was added to the %c.", "%f，%c增加%m。"},
	rateBecame:         {"From %f on, the rate of “%r” is %p.", "自%f起，“%r”改按%p计收。"},
	paymentMet:         {"On %f, a payment met %m of the %c.", "%f，还款冲抵%c%m。"},
	entryForgave:       {"On %f, %m of the %c was waived.", "%f，减免%c%m。"},
	componentSum:       {"What is owed of the %c: %s%m.", "尚欠%c：%s%m。"},
	totalSum:           {"All components together: %s%m.", "各项合计：%s%m。"},
	creditSum:          {"Payments received, less what they met, leave a credit: %s%m.", "已收款项扣除已冲抵部分后的余额：%s%m。"},
	waivedSum:          {"Waived in all: %s%m.", "减免合计：%s%m。"},
	notYetDueSum:       {"Of the claim, this has not fallen due yet: %s%m.", "其中尚未到期：%s%m。"},
	dueSum:             {"Of the claim, this has fallen due: %s%m.", "其中已到期：%s%m。"},
	itemizationSum:     {"Owed on %f, with what was added since, less what was paid and waived: %s%m.", "%f所欠，加其后新增，减其后还款与减免：%s%m。"},
	overdueBy:          {"The oldest due date that is not met is %f; on %t it is %d days past due.", "最早未还清的到期日为%f，至%t已逾期%d天。"},
	oneMoreDay:         {"One more day after %f adds %S", "%f之后每多一天增加%S"},
	compared:           {"Found: %M; the limit: %R. Source: %r", "测得：%M；限值：%R。依据：%r"},
	recalled:           {"Source: %r", "依据：%r"},
	flowOn:             {"From %f", "自%f起"},
	flowAt:             {"From time %q", "自时点%q起"},
	flowPaid:           {", the borrower pays %s%m.", "，借款人支付%s%m。"},
	flowAdvanced:       {", the borrower receives %s%m.", "，借款人收到%s%m。"},
	periodRate:         {"At a rate of %R for one unit period, what is paid is worth what was advanced.", "按每单位期间利率%R折算，各次还款的现值等于放款的现值。"},
	yearlySimple:       {"A year holds %q unit periods: %R × %q ≈ %M.", "一年合%q个单位期间：%R × %q ≈ %M。"},
	yearlyCompound:     {"A year holds %q unit periods, compounded: (1 + %R)^(%q) − 1 ≈ %M.", "一年合%q个单位期间，按复利计：(1 + %R)^(%q) − 1 ≈ %M。"},
	printedRate:        {"%R is %M%%.", "%R即%M%%。"},
	claimSum:           {"The claim: %s%m.", "债权总额：%s%m。"},
	waivedShare:        {"Of the %c, %b × %R = %u is waived", "减免%c：%b × %R = %u"},
	waivedAmount:       {"Of %b of %c, %m is waived.", "%c%b，减免%m。"},
	financedSum:        {"The plan finances the claim less what is waived and the deposit: %s%m.", "方案本金为债权总额减去减免和首付：%s%m。"},
	arrearsSum:         {"Of that, %m bears no interest.", "其中%m不计息。"},
	paymentFound:       {"A payment of %m clears the debt in time; %b, one step less, does not. Fees and sums without interest come on top.", "每期%m可如期清偿，少一档的%b则不能；费用和不计息款项另加。"},
	paymentGiven:       {"The first instalment is %m.", "首期应还%m。"},
	instalmentInterest: {"Instalment %n, due %t, %d days: interest on %b: %B × %q", "第%n期，%t到期，共%d天：以%b为基数计息：%B × %q"},
	flatWhole:          {"Flat interest of %n instalments on %b: %B × %q", "%n期固定利息，以%b为基数：%B × %q"},
	flatRest:           {"Instalment %n, due %t: what the instalments before leave of it: %s%m.", "第%n期，%t到期，减去此前各期后的余数：%s%m。"},
	periodInterest:     {"Instalment %n, due %t, %d days: interest for the period: %m", "第%n期，%t到期，共%d天，本期利息：%m"},
	theEnd:             {".", "。"},
	thatWaits:          {", %o %m, left to the first instalment that is paid.", "，%o%m，留待首次还款时支付。"},
	thatJoins:          {", %o %m, which joins the balance.", "，%o%m，计入余额。"},
	thatIsWaived:       {", %o %m, which is not charged.", "，%o%m，不予计收。"},
	withDeferred:       {"Instalment %n, due %t: with the interest that was deferred: %s%m.", "第%n期，%t到期，连同此前递延的利息：%s%m。"},
	instalmentSum:      {"Instalment %n, due %t: principal, interest, fees and sums without interest: %s%m", "第%n期，%t到期，本金、利息、费用和不计息款项：%s%m"},
	balanceLeft:        {"; %b is left.", "；剩余%b。"},
	paidSum:            {"Paid in all, the deposit and %n instalments: %s%m.", "还款合计，含首付和%n期分期：%s%m。"},
	interestSum:        {"Interest of %n instalments, which is what is paid less the deposit, what is financed and the fees: %s%m.", "%n期利息合计，即还款合计减去首付、方案本金和费用：%s%m。"},
	feesSum:            {"Fees of %n instalments: %s%m.", "%n期费用合计：%s%m。"},
	feeShare:           {"The fee of an instalment is a share of what is financed: %b × %R", "每期费用按方案本金的比例计收：%b × %R"},
	savedSum:           {"The claim less everything that is paid: %s%m.", "债权总额减去全部还款：%s%m。"},
	presentValue:       {"On %f, at a discount of %p, everything that is paid is worth %m: each payment × %S, d days later, added up and rounded half up.", "按贴现%p折算，全部还款在%f的现值为%m：d天后的各笔还款 × %S，相加后四舍五入。"},
	recoveryShare:      {"Paid, as a share of the claim: %S ≈ %M, cut down.", "还款占债权总额：%S ≈ %M，舍去尾数。"},
	yearlyCost:         {"The plan costs %M%% a year, %R as a fraction of one.", "方案年化成本为%M%%，即%R。"},
	averageLife:        {"Each balance × the days that it stands, from %f on, added up, over %B × 365: %M years, rounded half up.", "自%f起各期余额 × 持续天数之和，除以%B × 365：%M年，四舍五入。"},
	lastPayment:        {"The last payment is due on %t.", "最后一期于%t到期。"},
	solvedRate:         {"The highest rate at which payments of %b clear the debt in time: %p.", "每期%b可如期清偿的最高利率：%p。"},
	solvedDeposit:      {"The lowest deposit with which payments of %b clear the debt in time: %m.", "每期%b可如期清偿的最低首付：%m。"},
	solvedWaiver:       {"The least that has to be waived in order, for payments of %b to clear the debt in time: %m.", "每期%b可如期清偿所需依次减免的最低金额：%m。"},
	costPaid:           {"Paid for “%r”: %s%m.", "“%r”合计支付：%s%m。"},
	costRate:           {"“%r” alone costs %M%% a year, %R as a fraction of one.", "“%r”单独的年化成本为%M%%，即%R。"},
	allInSum:           {"The yearly rates of the interest and of each cost: %s%M.", "利息和各项费用的年化率合计：%s%M。"},
	breachInterest:     {"Instalment %n not paid: from %f to %t, %b bears %p: %B × %q × %R", "第%n期未还：%f至%t，以%b为基数按%p计息：%B × %q × %R"},
	reinstatedInterest: {"From %f to %t, the waived %b that came back bears %p: %B × %q × %R", "%f至%t，恢复的减免款%b按%p计息：%B × %q × %R"},
	brokenPlan:         {"When payments stop with instalment %n, the plan is broken on %f. The balance, with interest, fees and what comes back: %s%m; %b of it had been waived.", "自第%n期起停止还款的，方案于%f失效。余额连同利息、费用及恢复款项：%s%m，其中恢复的减免款为%b。"},
	afterDeadline:      {"From %f on no waiver holds, and the whole claim is owed: %m.", "自%f起减免不再有效，应还全部债权%m。"},
	inBucket:           {"%d days past due count as “%r”.", "逾期%d天，归入“%r”。"},
	lowestOrder:        {"The lowest claim of %n orders in which payments meet the components: %m.", "%n种冲抵顺序中最低的债权：%m。"},
	highestOrder:       {"The highest claim of %n orders in which payments meet the components: %m.", "%n种冲抵顺序中最高的债权：%m。"},
	notCounted:         {"Entries after %f that are not counted: %n.", "%f之后不予计入的记录：%n条。"},
}

// word is a word of the wire in a language.
func word(name string, language int) string {
	for i := range words {
		if words[i][0] == name {
			return words[i][1+language]
		}
	}
	return name
}

var words = [...][3]string{
	{"principal", "principal", "本金"},
	{"interest", "interest", "利息"},
	{"penalty", "penalty interest", "罚息"},
	{"compound", "compound interest", "复利"},
	{"fees", "fees", "费用"},
	{"costs", "costs", "追索费用"},
	{"half_up", "rounded half up to", "四舍五入为"},
	{"half_even", "rounded half to even to", "四舍六入五成双为"},
	{"down", "cut down to", "舍去尾数为"},
	{"up", "rounded up to", "进位为"},
	{"day", " a day", "日利率"},
	{"month", " a month", "月利率"},
	{"year", " a year", "年利率"},
}
