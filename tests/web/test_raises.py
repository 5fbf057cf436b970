"""Raises of stock as an owner meets them: beside what to order, on Monday once their day is there, by mail, item by item."""

from __future__ import annotations

import io
import json
import re
import secrets
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from typing import Any

import cast as casts
import pytest
from books import accept, drop, work
from cast import Cast
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ancrage.demo import write_all
from ancrage.text import Language
from ancrage.web.archives import firm as archive
from ancrage.web.goods import alerts, raises
from ancrage.web.models import Event, Job, Raise, Study, StudyPage
from ancrage.web.people.firms import erase, new_firm
from ancrage.web.scope import firm_scope
from ancrage.web.start.demo import demonstration

MONDAY = date(2026, 1, 5)  # the books of the demonstration end on 31 December 2025
SLOW = "NINGBO HAOLANG HOMEWARE CO LTD"


@pytest.fixture(scope="module")
def clock() -> Iterator[dict[str, date]]:
    """The day on which the application thinks it is."""
    now = {"day": MONDAY}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "localdate", lambda *_: now["day"])
        yield now


@pytest.fixture(autouse=True)
def _begin(clock: dict[str, date]) -> None:
    clock["day"] = MONDAY


@pytest.fixture(scope="module")
def demo(clock: dict[str, date], django_db_setup: None, django_db_blocker: Any) -> Cast:
    """The demonstration firm, studied on that Monday."""
    with django_db_blocker.unblock():
        return casts.gather(
            f"raises-{secrets.token_hex(4)}", lambda owner: demonstration(owner, Language.FR)
        )


@pytest.fixture
def of(demo: Cast, db: None) -> Cast:
    """The same; what a test changes is undone."""
    return demo


def text(of: Cast, end: str, person: str = "owner") -> str:
    answer = of.browser(person).get(f"/f/{of.firm.pk}/{end}")
    assert answer.status_code == 200
    main = answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    plain = unescape(re.sub(r"<[^>]+>", " ", main)).replace("\u202f", " ").replace("\u00a0", " ")
    return " ".join(plain.split())


def lamp(of: Cast) -> Raise:
    with firm_scope(of.firm.pk):
        found: Raise = Raise.objects.get(item="030001")
        return found


def press(of: Cast, act: str, person: str = "owner", follow: bool = True, **fields: str) -> str:  # noqa: FBT001, FBT002
    """A button pressed as a browser without scripts does; what the page then says."""
    address = f"/f/{of.firm.pk}/goods/raises/{lamp(of).pk}/"
    answer = of.browser(person).post(address, {"act": act, **fields}, follow=follow)
    assert answer.status_code == (200 if follow else 403)
    return unescape(answer.content.decode()).replace("\u00a0", " ").replace("\u202f", " ")


def test_the_study_keeps_each_raise_that_it_advises(of: Cast) -> None:
    with firm_scope(of.firm.pk):
        page = StudyPage.objects.get(key="goods:purchases", language="fr").content
        listed = {
            (line["item"], line["units"], line["until"])
            for group in page["suppliers"]
            for line in group["lines"]
            if line["until"]
        }
        kept = {(one.item, one.units, one.until.isoformat()) for one in Raise.objects.all()}
        states = set(Raise.objects.values_list("state", "supplier", "advised_on", "slow"))
    assert "030001" in {item for item, _, _ in listed}
    assert kept == listed
    assert states == {("advised", SLOW, MONDAY, True)}


def test_each_line_of_what_to_order_asks_whether_the_raise_is_ordered(of: Cast) -> None:
    page = of.browser("owner").get(f"/f/{of.firm.pk}/goods/purchases/").content.decode()
    with firm_scope(of.firm.pk):
        count = Raise.objects.count()
    assert page.count('value="take"') == count > 1
    assert page.count('value="aside"') == count
    assert 'value="take"' not in of.browser("reader").get(f"/f/{of.firm.pk}/goods/purchases/").content.decode()  # fmt: skip


def test_ordered_in_one_press_taken_back_in_another(of: Cast) -> None:
    units = lamp(of).units
    seen = f"advised:{lamp(of).until}"
    assert "cette hausse reviendra le 31 mars 2026 pour être finie" in press(of, "take", seen=seen)
    told = text(of, "goods/purchases/")
    assert f"Hausse commandée le 5 janvier 2026 : {units} unités." in told
    assert "Elle reviendra d’elle-même le 31 mars 2026" in told
    assert "a changé entre-temps" in press(of, "take", seen=seen)  # pressed twice, it is said once
    with firm_scope(of.firm.pk):
        assert Event.objects.filter(action="raise.taken").count() == 1
    assert "a commandé une hausse de stock : Lanterne Fanal" in text(of, "journal/")
    assert "C’est annulé." in press(of, "undo")
    assert lamp(of).state == "advised"
    assert "Hausse commandée" not in text(of, "goods/purchases/")


def test_set_aside_it_stays_beside_its_line_and_can_be_ordered_after_all(of: Cast) -> None:
    press(of, "aside")
    assert "Hausse laissée de côté le 5 janvier 2026." in text(of, "goods/purchases/")
    press(of, "take")
    assert lamp(of).state == "taken"


def test_what_is_ordered_or_set_aside_is_not_asked_for_again_on_monday(of: Cast) -> None:
    asked = int(re.findall(r"Commander (\d+) articles cette semaine", text(of, ""))[0])
    assert asked > 2
    for act in ("take", "aside"):
        press(of, act)
        assert f"Commander {asked - 1} articles cette semaine" in text(of, "")
        press(of, "undo")
    assert f"Commander {asked} articles cette semaine" in text(of, "")


def test_only_who_decides_says_it(of: Cast) -> None:
    for person in ("adviser", "reader"):
        press(of, "take", person, follow=False)
    press(of, "take", "member")
    assert lamp(of).state == "taken"


def test_its_day_brings_it_back_on_monday_and_the_press_ends_it(of: Cast, clock: Any) -> None:
    press(of, "take")
    clock["day"] = date(2026, 3, 30)
    assert "Hausses de stock à finir" not in text(of, "")
    clock["day"] = date(2026, 3, 31)
    told = text(of, "", "reader")
    assert "Hausses de stock à finir" in told
    assert "Lanterne Fanal" in told.split("Hausses de stock à finir")[1]
    assert f"Hausse commandée le 5 janvier 2026 : {lamp(of).units} unités. Elle devait durer jusqu’au 31 mars 2026." in told  # fmt: skip
    assert f"Revenez au niveau habituel : prochaine commande quand il en reste {lamp(of).level}, stock et commandes" in told  # fmt: skip
    assert "sa raison est encore là : vous pouvez prolonger" in told
    assert "Hausses de stock à finir" in text(of, "goods/purchases/")
    clock["day"] = date(2026, 4, 20)  # it does not go by itself
    assert "Lanterne Fanal" in text(of, "").split("Hausses de stock à finir")[1]
    page = press(of, "end", back="monday")
    assert "C’est noté : cette hausse est finie." in page
    assert "Hausse finie le 20 avril 2026." in page  # still there today, to take it back
    press(of, "undo", back="monday")
    assert "Elle devait durer jusqu’au 31 mars 2026" in text(of, "")
    press(of, "end", back="monday")
    clock["day"] = date(2026, 4, 21)
    assert "Hausses de stock à finir" not in text(of, "")
    assert "Finies ou laissées de côté" in text(of, "goods/purchases/")


def test_prolonged_it_comes_back_ninety_days_later(of: Cast, clock: Any) -> None:
    press(of, "take")
    clock["day"] = date(2026, 4, 2)
    assert "reviendra le 1er juillet 2026" in press(
        of, "prolong", back="monday"
    )  # 28 + 31 + 30 + 1
    assert "Elle reviendra d’elle-même le 1er juillet 2026" in text(of, "")
    clock["day"] = date(2026, 4, 3)
    assert "Hausses de stock à finir" not in text(of, "")
    clock["day"] = date(2026, 7, 1)
    assert "Hausses de stock à finir" in text(of, "")


def test_a_reason_that_is_gone_is_said_before_the_day(of: Cast, clock: Any) -> None:
    press(of, "take")
    clock["day"] = date(2026, 2, 2)
    with firm_scope(of.firm.pk):
        study = Study.objects.create(
            firm=of.firm, day=clock["day"], summary=Study.objects.latest().summary
        )
        told = [{"id": lamp(of).pk, "holds": False, "level": 210, "orders": []}]
        raises.after(study, {"advised": [], "followed": told})
    said = f"La raison de cette hausse n’est plus là : d’après l’étude du 2 février 2026, {SLOW} ne ralentit plus."  # fmt: skip
    told_on_monday = text(of, "")
    assert said in told_on_monday
    assert "prochaine commande quand il en reste 210" in told_on_monday
    press(of, "prolong", back="monday")  # kept all the same: it is not told again
    clock["day"] = date(2026, 2, 3)
    assert said not in text(of, "")


def test_the_page_of_the_item_shows_it(of: Cast) -> None:
    end = f"goods/items/{lamp(of).item_slug}/"
    assert "Hausse conseillée le 5 janvier 2026" in text(of, end)
    assert "Hausse commandée le 5 janvier 2026" in press(of, "take", back="item")
    assert "Prolonger de 90 jours" in text(of, end)


def test_in_english_too(of: Cast) -> None:
    browser = of.browser("owner")
    browser.post("/language/", {"language": "en"})
    press(of, "take")
    page = browser.get(f"/f/{of.firm.pk}/goods/purchases/").content.decode()
    main = page.split("<main", 1)[1]
    assert "It will come back by itself on" in main
    assert "Hausse" not in main


def test_a_firm_without_raises_is_told_what_will_be_there(of: Cast) -> None:
    with firm_scope(of.firm.pk):
        Raise.objects.all().delete()
    assert "Quand une étude conseillera de relever un stock pour un temps" in text(of, "goods/purchases/")  # fmt: skip
    assert "Hausses de stock à finir" not in text(of, "")


def test_what_is_followed_outlives_the_files(of: Cast, clock: Any) -> None:
    press(of, "take")
    with firm_scope(of.firm.pk):
        StudyPage.objects.all().delete()
    clock["day"] = date(2026, 3, 31)
    assert "Lanterne Fanal" in text(of, "goods/purchases/")
    assert "Lanterne Fanal" in text(of, "")  # Monday of a firm that has no books


def test_the_export_of_the_firm_holds_them(of: Cast, tmp_path: Any) -> None:
    press(of, "take")
    with firm_scope(of.firm.pk):
        archive.write(tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as content:
        rows = [json.loads(line) for line in io.BytesIO(content.read("tables/raise.jsonl"))]
    (kept,) = [row for row in rows if row["state"] == "taken"]
    assert (kept["item"], kept["until"], kept["taken_on"]) == ("030001", "2026-03-31", "2026-01-05")


# What workers do: rows are committed


@pytest.fixture
def place(clock: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """A demonstration firm of one test."""
    with django_db_blocker.unblock():
        made = casts.gather(f"r-{secrets.token_hex(4)}", lambda owner: demonstration(owner, Language.FR))  # fmt: skip
        yield made
        with firm_scope(made.firm.pk):
            erase(made.firm)


@pytest.fixture
def mailed(
    clock: Any, django_db_setup: None, django_db_blocker: Any, settings: Any
) -> Iterator[Cast]:
    """A firm to which a study advised one raise, on a start that sends mail; its owner asked for it."""
    settings.SENDS_MAIL = True
    settings.SITE_SCHEME = "https"
    settings.ALLOWED_HOSTS = ["ancrage.test", "testserver", "localhost"]
    lamps = {
        "item": "030001", "item_slug": "030001-1", "name": "Lanterne Fanal", "supplier": SLOW, "supplier_slug": "ningbo-1",
        "supplier_key": "n", "units": 480, "by": "2026-01-12", "until": "2026-03-31", "review": True, "slow": True, "level": 210,
    }  # fmt: skip
    with django_db_blocker.unblock():
        made = casts.gather(f"m-{secrets.token_hex(4)}", lambda owner: new_firm("Atelier Martin", owner))  # fmt: skip
        with firm_scope(made.firm.pk):
            study = Study.objects.create(firm=made.firm, day=MONDAY, summary={})
            raises.after(study, {"advised": [lamps], "followed": []})
            alerts.subscribe(made.owner.pk, MONDAY)
        yield made


@pytest.fixture(scope="module")
def orders(tmp_path_factory: Any) -> bytes:
    """The list of orders of the demonstration firm, as its software exports it."""
    folder = tmp_path_factory.mktemp("orders")
    return next(path for path in write_all(folder) if path.name == "Commandes fournisseurs.csv").read_bytes()  # fmt: skip


def with_one(orders: bytes, units: int) -> bytes:
    """The same list a fortnight later: the lamps were ordered on 12 January."""
    amount = f"{units * 12.1:.2f}".replace(".", ",")
    line = f"CF260112-NINGB;12/01/2026;FNINGB;{SLOW};030001;NIN-4037;Lanterne Fanal;{units};12,10;{amount};USD;12/03/2026\r\n"
    return orders + line.encode()


def test_orders_of_a_later_import_are_found_and_go_with_it(
    place: Cast, clock: Any, orders: bytes
) -> None:
    asked = lamp(place).units
    clock["day"] = MONDAY + timedelta(days=14)
    raised = drop(place.firm, place.owner, with_one(orders, asked), "suite.csv")
    accept(place.firm, place.owner, raised)
    work()
    one = lamp(place)
    assert (one.state, one.taken_from, one.taken_on, one.gone_on) == ("taken", "files", date(2026, 1, 12), None)  # fmt: skip
    told = text(place, "goods/purchases/")
    assert f"Trouvé dans vos fichiers : commandé le 12 janvier 2026, {asked} unités pour {asked} demandées." in told  # fmt: skip
    assert "Ce n’est pas cette hausse" in told
    assert "a trouvé dans les fichiers la commande d’une hausse de stock : Lanterne Fanal" in text(place, "journal/")  # fmt: skip
    place.browser("owner").post(f"/f/{place.firm.pk}/data/{raised.pk}/undo/")
    work()
    assert lamp(place).state == "advised"


def test_on_its_day_it_is_mailed_once_without_a_study(mailed: Cast, clock: Any) -> None:
    press(mailed, "take")
    waiting = DBTaskResult.objects.filter(args_kwargs__args__0=mailed.firm.pk, run_after__date__gt=MONDAY)  # fmt: skip
    (at,) = waiting.filter(task_path__endswith="run_coming_back").values_list("run_after", flat=True)  # fmt: skip
    assert timezone.localtime(at).isoformat()[:16] == "2026-03-31T06:00"
    clock["day"] = date(2026, 3, 31)
    waiting.update(run_after=at.replace(year=2025))
    work()
    (message,) = mail.outbox
    assert message.to == [mailed.owner.email]
    said = message.body.replace("\u00a0", " ").replace("\u202f", " ")
    assert f"Lanterne Fanal, chez {SLOW} : la hausse de stock prévue jusqu’au 31 mars 2026 est à finir." in said  # fmt: skip
    assert f"https://ancrage.test/f/{mailed.firm.pk}/goods/purchases/" in said
    with firm_scope(mailed.firm.pk):
        alerts.ask_where_new()
        assert not Job.objects.filter(kind="alerts", state="waiting").exists()
    press(mailed, "prolong")
    clock["day"] = date(2026, 6, 29)  # 31 March and 90 days
    with firm_scope(mailed.firm.pk):
        alerts.ask_where_new()
    work()
    assert len(mail.outbox) == 2  # prolonged, it is another day


def test_the_files_to_send_hold_no_raise_that_is_ordered(of: Cast) -> None:
    def listed() -> list[str]:
        answer = of.browser("owner").get(f"/f/{of.firm.pk}/goods/purchases.csv")
        return answer.content.decode("utf-8-sig").splitlines()

    before = listed()
    press(of, "take")
    after = listed()
    assert [line for line in before if line not in after] == [line for line in before if "030001" in line]  # fmt: skip
    assert len(after) == len(before) - 1
