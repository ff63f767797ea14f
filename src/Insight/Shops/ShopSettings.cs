using System.ComponentModel.DataAnnotations;
using System.Text;

namespace Insight.Shops;

/// <summary>A shop's choices. Defaults stand in place, so a shop that never chose has a complete document.</summary>
public sealed record ShopSettings
{
    public const int MinHorizonDays = 7;
    public const int MaxHorizonDays = 730;

    /// <summary>How far ahead purchase and value look.</summary>
    [Range(MinHorizonDays, MaxHorizonDays)]
    public int HorizonDays { get; init; } = 90;

    /// <summary>Part of revenue that is profit before actions, 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double MarginRate { get; init; } = 0.3;

    /// <summary>From ordering stock to having it, where a product says nothing else.</summary>
    [Range(0, 365)]
    public int LeadTimeDays { get; init; } = 14;

    /// <summary>Wanted probability of no stock-out during a lead time.</summary>
    [Range(0.5, 0.9999)]
    public double ServiceLevel { get; init; } = 0.95;

    /// <summary>Yearly cost of holding stock as a part of its value.</summary>
    [Range(0.0, 5.0)]
    public double HoldingCostRate { get; init; } = 0.2;

    [MaxLength(100)]
    public IReadOnlyList<ShopAction> Actions { get; init; } = [];

    /// <summary>Origins from which the publishable key is accepted, such as <c>https://shop.example</c>.</summary>
    [MaxLength(50)]
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>How long data are kept.</summary>
    [Range(30, 36_500)]
    public int RetentionDays { get; init; } = 3650;

    /// <summary>IANA zone; null keeps the one the shop has. A read always says it.</summary>
    public string? TimeZone { get; init; }

    [Required]
    public TrainingBudget TrainingBudget { get; init; } = new();

    /// <exception cref="InvalidFieldsException">One or more fields are out of range; each is named as it stands in JSON.</exception>
    internal void Validate()
    {
        var errors = new FieldErrors();
        errors.Check(this, "");
        errors.Check(TrainingBudget, "trainingBudget");
        for (var i = 0; i < (Actions?.Count ?? 0); i++)
        {
            errors.Check(Actions![i], $"actions[{i}]");
        }

        for (var i = 0; i < (Origins?.Count ?? 0); i++)
        {
            if (!Uri.TryCreate(Origins![i], UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0 || !Ascii.IsValid(Origins[i])
                || uri.GetLeftPart(UriPartial.Authority) != Origins[i])
            {
                errors.Add($"origins[{i}]", $"'{Origins[i]}' is not an origin as browsers send it: expected scheme and host such as https://shop.example, without a path, other letters as xn--….");
            }
        }

        if (TimeZone is not null && !ShopZone.TryFind(TimeZone, out _))
        {
            errors.Add("timeZone", ShopZone.Expected(TimeZone));
        }

        if (Actions is null || Origins is null)
        {
            errors.Add(Actions is null ? "actions" : "origins", "null was found; expected a list, empty for none.");
        }

        errors.ThrowIfAny();
    }
}
