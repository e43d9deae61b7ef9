// Values and sensitivities by QuantLib's BlackCalculator, undiscounted: one option a line, with what it was asked, every number with the digits of a double.
#include <ql/pricingengines/blackcalculator.hpp>

#include <cmath>
#include <cstdio>

static const double Moneyness[] = {0.25, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1, 1.01, 1.05, 1.1, 1.25, 1.5, 2, 4};
static const double Volatilities[] = {0.05, 0.1, 0.2, 0.35, 0.5, 0.8, 1.2, 2};
static const double Days[] = {0.25, 1, 3, 7, 14, 30, 90, 180, 365, 730};

int main() {
    const double forward = 66500;
    for (double moneyness : Moneyness)
        for (double volatility : Volatilities)
            for (double days : Days)
                for (auto type : {QuantLib::Option::Call, QuantLib::Option::Put}) {
                    const double strike = forward * moneyness, years = days / 365;
                    QuantLib::BlackCalculator option(type, strike, forward, volatility * std::sqrt(years), 1);
                    printf("%s\t%.17g\t%.17g\t%.17g\t%.17g\t%.17g\t%.17g\t%.17g\t%.17g\n", type == QuantLib::Option::Call ? "call" : "put", forward, strike,
                           volatility, years, option.value(), option.deltaForward(), option.gammaForward(), option.vega(years));
                }
}
