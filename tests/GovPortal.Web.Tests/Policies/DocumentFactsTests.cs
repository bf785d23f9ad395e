using GovPortal.Kernel.Access;
using GovPortal.Kernel.Recipes;
using GovPortal.Kernel.Results;
using GovPortal.Policies.Model;
using GovPortal.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovPortal.Web.Tests.Policies;

/// <summary>What documents were given on another portal comes along; what they have here stays, and nothing of it is lost.</summary>
public sealed class DocumentFactsTests
{
    private const string Item = "4facts00000000000000000001", Other = "4facts00000000000000000002";

    [Fact]
    public async Task Numbers_and_validity_come_along_once_and_take_nothing_from_what_is_here()
    {
        await using var app = await PortalApp.StartAsync();
        var step = $$"""
            {"name":"DocumentFacts",
             "indexNumbers":[{"item":"{{Item}}","agency":"a","number":"X/2026-00001","scope":"2026","serial":1},{"item":"{{Other}}","agency":"a","number":"Y-1","scope":"2026","serial":1}],
             "validity":[{"item":"{{Item}}","agency":"a","state":"repealed","since":"2026-01-01","by":"{{Other}}","note":null}]}
            """;
        Assert.True((await RunAsync(app, step)).Succeeded);
        Assert.True((await RunAsync(app, step.Replace("X/2026-00001", "Z", StringComparison.Ordinal).Replace("repealed", "expired", StringComparison.Ordinal))).Succeeded);
        var numbers = await app.QueryAsync(db => db.Set<IndexNumber>().OrderBy(n => n.ContentItemId).Select(n => n.Number).ToListAsync());
        Assert.Equal(["X/2026-00001", "Y-1"], numbers);
        Assert.Equal("repealed", await app.QueryAsync(db => db.Set<DocumentStatus>().Where(s => s.ContentItemId == Item).Select(s => s.State).SingleAsync()));
        Assert.Equal(1, await app.QueryAsync(db => db.Set<IndexNumberCounter>().Where(c => c.AgencyId == "a" && c.Scope == "2026").Select(c => c.Last).SingleAsync()));
    }

    [Theory]
    [InlineData("""{"name":"DocumentFacts","indexNumbers":[{"item":"x","agency":"a","number":"n","scope":"s"}]}""", "serial")]
    [InlineData("""{"name":"DocumentFacts","indexNumbers":[{"item":"x","agency":"a","scope":"s","serial":1}]}""", "number")]
    [InlineData("""{"name":"DocumentFacts","validity":[{"item":"x","agency":"a","state":"gone","since":"2026-01-01"}]}""", "state")]
    [InlineData("""{"name":"DocumentFacts","validity":[{"item":"x","agency":"a","state":"repealed","since":"soon"}]}""", "since")]
    public async Task What_lacks_is_told_at_its_place(string step, string member)
    {
        await using var app = await PortalApp.StartAsync();
        var failure = Assert.Single((await RunAsync(app, step)).Failures);
        Assert.Equal("recipe.value-missing", failure.Code);
        Assert.EndsWith(member, failure.Field, StringComparison.Ordinal);
        Assert.Empty(await app.QueryAsync(db => db.Set<IndexNumber>().ToListAsync()));
    }

    private static Task<Result<RecipeReport>> RunAsync(PortalApp app, string step) =>
        app.Get<RunRecipe>().HandleAsync(new RunRecipeCommand($$"""{"name":"facts","steps":[{{step}}]}""", "facts.json", Path.GetTempPath(), Trusted: true), Actor.System, null, default);
}
