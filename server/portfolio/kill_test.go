package portfolio_test

func work(string) int { return 1 }
