using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Margin.Schedules;
using Plimsoll.Pricing;

namespace Plimsoll.Engine.Snapshots;

/// <summary>Margin schedules as bytes and back: a tag, and what the schedule was built from.</summary>
/// <remarks>A risk tier table begins with its style, 1 or 2, as it did when there was nothing else. Tags are wire format and never used again.</remarks>
internal static class ScheduleCodec
{
    private const byte Affine = 16;
    private const byte Bracket = 17;
    private const byte Tiers = 18;
    private const byte Provisioned = 19;
    private const byte Option = 20;
    private const byte OpenInterest = 21;
    private const byte RootScaled = 22;
    private const byte SkewScaled = 23;
    private const byte Slippage = 24;

    public static void Write(StateWriter writer, MarginSchedule schedule)
    {
        switch (schedule)
        {
            case RiskTierTable table:
                Write(writer, table);
                break;
            case AffineSchedule affine:
                writer.Write(Affine);
                writer.Write(affine.InitialBase);
                writer.Write(affine.MaintenanceBase);
                writer.Write(affine.Slope);
                writer.Write(affine.IsAtIndex);
                writer.Write(affine.IsCappedAtNotional);
                break;
            case BracketSchedule bracket:
                writer.Write(Bracket);
                writer.Write(bracket.InitialRate);
                writer.Write(bracket.MaintenanceRate);
                writer.Write(bracket.Deduction);
                break;
            case TierSchedule tiers:
                writer.Write(Tiers);
                Write(writer, tiers);
                break;
            case ProvisionedSchedule provisioned:
                writer.Write(Provisioned);
                writer.Write(provisioned.IsAtEntry);
                writer.Write(provisioned.ClosingFee);
                writer.Write((byte)provisioned.Basis);
                writer.Write(provisioned.IsFeeInInitial);
                Write(writer, provisioned.Inner);
                break;
            case OptionSchedule option:
                writer.Write(Option);
                Write(writer, option);
                break;
            case OpenInterestSchedule interest:
                writer.Write(OpenInterest);
                writer.Write(interest.InitialRate);
                writer.Write(interest.MaintenanceShare);
                writer.Write(interest.LowerCap);
                writer.Write(interest.UpperCap);
                break;
            case RootScaledSchedule root:
                writer.Write(RootScaled);
                writer.Write(root.InitialRatio);
                writer.Write(root.MaintenanceRatio);
                writer.Write(root.SizeFactor);
                break;
            case SkewScaledSchedule skew:
                writer.Write(SkewScaled);
                writer.Write(skew.Ratios.SkewScale);
                writer.Write(skew.Ratios.InitialFraction);
                writer.Write(skew.Ratios.MinInitialRatio);
                writer.Write(skew.Ratios.MaintenanceScalar);
                writer.Write(skew.Ratios.MinPositionMargin);
                break;
            case SlippageSchedule slippage:
                writer.Write(Slippage);
                writer.Write(slippage.Slippage);
                writer.Write(slippage.RiskOfLong);
                writer.Write(slippage.RiskOfShort);
                writer.Write(slippage.InitialFactor);
                break;
            default:
                throw new InvariantViolationException($"A {schedule.GetType().Name} has no place in a snapshot.");
        }
    }

    public static MarginSchedule Read(ref StateReader reader)
    {
        try
        {
            return Read(ref reader, InstrumentValidator.MostNested);
        }
        catch (ArgumentException exception)
        {
            throw new SnapshotException("A margin schedule breaks its own rules: " + exception.Message, exception);
        }
    }

    private static MarginSchedule Read(ref StateReader reader, int left) =>
        reader.ReadByte() switch
        {
            (byte)TierStyle.Flat => ReadTable(ref reader, TierStyle.Flat),
            (byte)TierStyle.Progressive => ReadTable(ref reader, TierStyle.Progressive),
            Affine => new AffineSchedule(
                reader.ReadDecimal(),
                reader.ReadDecimal(),
                reader.ReadDecimal(),
                reader.ReadBool(),
                reader.ReadBool()
            ),
            Bracket => new BracketSchedule(reader.ReadDecimal(), reader.ReadDecimal(), reader.ReadDecimal()),
            Tiers => ReadTiers(ref reader),
            Provisioned when left > 0 => ReadProvisioned(ref reader, left),
            Option => ReadOption(ref reader),
            OpenInterest => new OpenInterestSchedule(
                reader.ReadDecimal(),
                reader.ReadDecimal(),
                reader.ReadDecimal(),
                reader.ReadDecimal()
            ),
            RootScaled => new RootScaledSchedule(reader.ReadDecimal(), reader.ReadDecimal(), reader.ReadDecimal()),
            SkewScaled => new SkewScaledSchedule(
                new(reader.ReadDecimal(), reader.ReadDecimal(), reader.ReadDecimal(), reader.ReadDecimal(), reader.ReadDecimal())
            ),
            Slippage => new SlippageSchedule(reader.ReadDecimal(), reader.ReadDecimal(), reader.ReadDecimal(), reader.ReadDecimal()),
            Provisioned => throw new SnapshotException("Margin schedules lie too deep in one another."),
            var tag => throw new SnapshotException($"Margin schedules of kind {tag} are not known."),
        };

    private static void Write(StateWriter writer, RiskTierTable table)
    {
        writer.Write((byte)table.Style);
        writer.Write((byte)table.Boundary);
        writer.Write(table.Tiers.Length);
        foreach (ref readonly var tier in table.Tiers)
        {
            writer.Write(tier.Floor.Units);
            writer.Write(tier.InitialMarginRate.Nano);
            writer.Write(tier.MaintenanceMarginRate.Nano);
            writer.Write(tier.MaintenanceAmount.Units);
            writer.Write(tier.MaxLeverage.Hundredths);
        }
    }

    private static RiskTierTable ReadTable(ref StateReader reader, TierStyle style)
    {
        var boundary = (TierBoundary)reader.ReadByte();
        var tiers = new List<RiskTier>();
        for (var left = reader.ReadCount(); left > 0; left--)
        {
            tiers.Add(
                new(
                    new(reader.ReadInt128()),
                    new(reader.ReadInt64()),
                    new(reader.ReadInt64()),
                    new(reader.ReadInt128()),
                    new(reader.ReadInt32())
                )
            );
        }

        return tiers.Count == 0 ? RiskTierTable.Empty : new(tiers, style, boundary);
    }

    private static void Write(StateWriter writer, TierSchedule tiers)
    {
        writer.Write((byte)tiers.Measure);
        writer.Write((byte)tiers.Style);
        writer.Write((byte)tiers.Boundary);
        writer.Write(tiers.Rows.Length);
        foreach (ref readonly var row in tiers.Rows)
        {
            writer.Write(row.Floor);
            writer.Write(row.InitialRate);
            writer.Write(row.MaintenanceRate);
            writer.Write(row.MaxLeverage.Hundredths);
        }
    }

    private static TierSchedule ReadTiers(ref StateReader reader)
    {
        var (measure, style, boundary) = ((TierMeasure)reader.ReadByte(), (TierStyle)reader.ReadByte(), (TierBoundary)reader.ReadByte());
        var rows = new List<TierRow>();
        for (var left = reader.ReadCount(); left > 0; left--)
        {
            rows.Add(new(reader.ReadDecimal(), reader.ReadDecimal(), reader.ReadDecimal(), new(reader.ReadInt32())));
        }

        return new(rows, measure, style, boundary);
    }

    private static ProvisionedSchedule ReadProvisioned(ref StateReader reader, int left)
    {
        var (isAtEntry, fee, basis, isInInitial) = (
            reader.ReadBool(),
            reader.ReadDecimal(),
            (ClosingFeeBasis)reader.ReadByte(),
            reader.ReadBool()
        );
        return new(Read(ref reader, left - 1), isAtEntry, fee, basis, isInInitial);
    }

    private static void Write(StateWriter writer, OptionSchedule option)
    {
        writer.Write((byte)option.Right);
        writer.Write(option.Strike);
        writer.Write(option.IsInverse);
        writer.Write(option.Formula.Base);
        writer.Write(option.Formula.Floor);
        writer.Write((byte)option.Formula.FloorOf);
        writer.Write(option.Formula.Maintenance is not null);
        writer.Write(option.Formula.Maintenance ?? 0);
        writer.Write((byte)option.Formula.MaintenanceOf);
        writer.Write(option.Formula.MaintenanceOfMark);
        writer.Write(option.Formula.IsMaintenanceLessOutOfTheMoney);
        writer.Write(option.Formula.IsMarkAdded);
        writer.Write(option.Formula.IsInitialAtLeastMaintenance);
        writer.Write(option.Formula.IsCappedAtStrike);
        writer.Write(option.Formula.IsLongWorthHeld);
    }

    private static OptionSchedule ReadOption(ref StateReader reader)
    {
        var (right, strike, isInverse) = ((OptionType)reader.ReadByte(), reader.ReadDecimal(), reader.ReadBool());
        var (share, floor, floorOf) = (reader.ReadDecimal(), reader.ReadDecimal(), (OptionBasis)reader.ReadByte());
        var (hasMaintenance, maintenance) = (reader.ReadBool(), reader.ReadDecimal());
        return new(
            right,
            strike,
            isInverse,
            new()
            {
                Base = share,
                Floor = floor,
                FloorOf = floorOf,
                Maintenance = hasMaintenance ? maintenance : null,
                MaintenanceOf = (OptionBasis)reader.ReadByte(),
                MaintenanceOfMark = reader.ReadDecimal(),
                IsMaintenanceLessOutOfTheMoney = reader.ReadBool(),
                IsMarkAdded = reader.ReadBool(),
                IsInitialAtLeastMaintenance = reader.ReadBool(),
                IsCappedAtStrike = reader.ReadBool(),
                IsLongWorthHeld = reader.ReadBool(),
            }
        );
    }
}
