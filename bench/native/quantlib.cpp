// QuantLib's blackFormula on the options and scenarios of black76.cpp: what a program pays that prices with the library.
#include <ql/pricingengines/blackformula.hpp>

#include "measure.h"

static const int Options = 2000, Scenarios = 32;

int main(int argc, char **argv) {
    std::vector<double> strikes(Options), deviations(Options), forwards(Scenarios), moves(Scenarios), prices(Options * Scenarios);
    std::vector<QuantLib::Option::Type> types(Options);
    Numbers numbers{1};
    for (int o = 0; o < Options; o++) {
        strikes[o] = 50 + 100 * numbers.share();
        deviations[o] = 0.03 + 0.97 * numbers.share();
        types[o] = numbers.below(2) == 0 ? QuantLib::Option::Call : QuantLib::Option::Put;
    }
    for (int j = 0; j < Scenarios; j++) {
        forwards[j] = 100 * (1 + 0.16 * (j / 2 - 7.5) / 7.5);
        moves[j] = j & 1 ? 1.3 : 0.7;
    }
    measure("black76.quantlib", "prices/s", double(Options) * Scenarios, repetitions(argc, argv) / 2 + 1, [&] {
        for (int o = 0; o < Options; o++)
            for (int j = 0; j < Scenarios; j++)
                prices[o * Scenarios + j] = QuantLib::blackFormula(types[o], strikes[o], forwards[j], deviations[o] * moves[j]);
        keep(prices[7]);
    });
    check("black76.sum", thousandths(prices.data(), Options * Scenarios));
}
