using System.Globalization;
using System.Text;
using GovPortal.Screening.Tests.Corpus;

namespace GovPortal.Screening.Tests;

/// <summary>Whatever is done to a text or a file, reading it ends with a report or a refusal, and no value is told.</summary>
public sealed class RandomTests
{
    private const string Alphabet = "0123456789 -－０１２\u200B\u3000Xx@.·★密机秘镇村组号室闽京AE\n\t()（）,，:：<>&;#\"'=/+%元";

    private static int Seed => int.Parse(Environment.GetEnvironmentVariable("GOVPORTAL_SEED") ?? "1", CultureInfo.InvariantCulture);

    [Fact]
    public void Mutated_texts_are_read_and_masked_and_a_masked_text_stays_as_it_is()
    {
        var random = new Random(Seed);
        var values = new Values(random);
        var pieces = new Pieces(values);
        for (var i = 0; i < CorpusBuilder.Size * 4; i++)
        {
            var text = new StringBuilder(pieces.Of(values.Pick(Pieces.Kinds), values.Pick(Disguises.All)).Text);
            for (var change = random.Next(6); change > 0; change--)
            {
                var at = random.Next(text.Length + 1);
                if (random.Next(3) == 0 && at < text.Length) text.Remove(at, 1);
                else text.Insert(at, Alphabet[random.Next(Alphabet.Length)]);
            }
            var options = new ScreeningOptions { IsHtml = random.Next(2) == 0, Words = [new CountyWord("密")] };
            var content = text.ToString();
            Screener.ScreenText(content, options);
            var masked = Masker.MaskText(content, screening: options);
            Assert.Equal(masked, Masker.MaskText(masked, screening: options));
        }
    }

    [Fact]
    public void A_changed_digit_makes_an_ID_number_or_a_bank_card_none()
    {
        var random = new Random(Seed);
        var values = new Values(random);
        for (var i = 0; i < 2_000; i++)
        {
            var (id, card) = (values.ResidentId().ToCharArray(), values.BankCard().ToCharArray());
            Change(id, random.Next(17));
            Change(card, card.Length - 1 - random.Next(8));
            var found = Screener.ScreenText($"号码{new string(id)}").Findings;
            Assert.DoesNotContain(found, f => f.Kind is FindingKind.ResidentId);
            // Eighteen digits that begin with 62 and meet Luhn's sum are a card's number, whatever they were before:
            // one changed ID of Gansu in ten is such a one.
            if (!MeetsLuhn(id)) Assert.DoesNotContain(found, f => f.Kind is FindingKind.BankCard);
            Assert.DoesNotContain(Screener.ScreenText($"号码{new string(card)}").Findings, f => f.Kind is FindingKind.ResidentId or FindingKind.BankCard);
        }

        static bool MeetsLuhn(char[] digits) => digits.AsEnumerable().Reverse().Select((c, i) => c is < '0' or > '9' ? 1000 : i % 2 == 0 ? c - '0' : ((c - '0') * 2 / 10) + ((c - '0') * 2 % 10)).Sum() is var sum && sum < 1000 && sum % 10 == 0;

        void Change(char[] digits, int at) => digits[at] = (char)('0' + (digits[at] - '0' + 1 + random.Next(9)) % 10);
    }

    [Fact]
    public async Task Damaged_files_are_read_or_refused()
    {
        var random = new Random(Seed);
        foreach (var document in CorpusBuilder.Build(CorpusBuilder.Size / 2, Seed + 100).Where(d => d.Container != "text"))
        {
            var bytes = (byte[])document.Content.Clone();
            for (var change = random.Next(1, 8); change > 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0) bytes = bytes[..random.Next(bytes.Length)];
            var result = await Screener.ScreenFileAsync(new MemoryStream(bytes), document.Name);
            Assert.All(result.Failures, f => Assert.StartsWith("screening.", f.Code, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task No_value_is_told()
    {
        foreach (var document in CorpusBuilder.Build(CorpusBuilder.Size / 2, Seed + 200).Where(d => d.Container != "text"))
        {
            var result = await Screener.ScreenFileAsync(new MemoryStream(document.Content), document.Name);
            var told = string.Join('\n', result.Value!.Findings) + result.Value;
            var personal = document.Labels.Where(l => l.Masked.Contains('*', StringComparison.Ordinal));
            Assert.All(personal, l => Assert.DoesNotContain(l.Value, told, StringComparison.Ordinal));
        }
    }
}
