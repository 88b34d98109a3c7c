"""Fills an empty Tryton 6.0 database with what a small consulting firm has on its first day.

Run by peers/tryton as /usr/bin/python3 - ROLE CONFIGURATION DATABASE, with the password of the
user "throughline" in PEER_PASSWORD. ROLE is "erp" (ledger, taxes, fiscal years) or "crm" (people
who sell and the services that they offer). Both get a company, since Tryton does nothing without.
"""
import datetime
import os
import sys
from decimal import Decimal

from proteus import Model, Wizard, config

role, configuration, database = sys.argv[1:4]
connection = config.set_trytond(database, user='admin', config_file=configuration)
get = Model.get


def one(model, *domain):
    """The only record that meets the domain; two or none are an error of this script."""
    found, = get(model).find(list(domain))
    return found


def make(model, **values):
    record = get(model)(**values)
    record.save()
    return record


def make_company():
    euro = make('currency.currency', name='Euro', code='EUR', symbol='\u20ac',
        rounding=Decimal('0.01'))
    make('currency.currency.rate', currency=euro, date=datetime.date(2000, 1, 1), rate=Decimal(1))
    if not get('country.country').find([('code', '=', 'DE')]):
        for code, name in [('DE', 'Germany'), ('FR', 'France'), ('AT', 'Austria'),
                ('CH', 'Switzerland'), ('US', 'United States')]:
            make('country.country', code=code, name=name)
    party = make('party.party', name='Lindenhof Beratung GmbH', code='DE01')
    wizard = Wizard('company.company.config')
    wizard.execute('company')
    wizard.form.party = party
    wizard.form.currency = euro
    wizard.execute('add')
    company, = get('company.company').find()
    # A posted customer invoice may be cancelled by a counter move, as people do.
    company.cancel_invoice_out = True
    company.save()
    connection._context = get('res.user').get_preferences(True, {})
    return company


def make_chart(company):
    template = one('ir.model.data',
        ('module', '=', 'account'), ('fs_id', '=', 'account_template_root_en'))
    wizard = Wizard('account.create_chart')
    wizard.execute('account')
    wizard.form.account_template = get('account.account.template')(template.db_id)
    wizard.form.company = company
    wizard.execute('create_account')

    def usual(kind):
        return get('account.account').find(
            [('type.' + kind, '=', True), ('company', '=', company.id)], limit=1)[0]

    accounts = {kind: usual(kind) for kind in ('receivable', 'payable', 'revenue', 'expense')}
    wizard.form.account_receivable = accounts['receivable']
    wizard.form.account_payable = accounts['payable']
    wizard.execute('create_properties')
    return accounts


def make_services(accounts, tax):
    """What is sold: hours of advice, and milestones at a fixed price."""
    category = get('product.category')(name='Services', accounting=True)
    category.account_revenue = accounts['revenue']
    category.account_expense = accounts['expense']
    category.customer_taxes.append(tax)
    category.save()
    for name, code, unit, price in [
            ('Advice by the hour', 'ADVICE', 'Hour', '150'),
            ('Milestone at a fixed price', 'MILESTONE', 'Unit', '10000')]:
        template = get('product.template')(
            name=name, type='service', default_uom=one('product.uom', ('name', '=', unit)),
            salable=True, account_category=category)
        template.list_price = Decimal(price)
        template.products[0].suffix_code = code
        template.save()


def make_sequence(company, kind, model, name, **values):
    return make(model, name=name, company=company,
        sequence_type=one('ir.sequence.type', ('name', '=', kind)), **values)


def make_fiscal_years(company):
    """Last year, this one and the next, in months."""
    this_year = datetime.date.today().year
    for year in range(this_year - 1, this_year + 2):
        fiscal_year = get('account.fiscalyear')(
            name=str(year), company=company,
            start_date=datetime.date(year, 1, 1), end_date=datetime.date(year, 12, 31))
        fiscal_year.post_move_sequence = make_sequence(
            company, 'Account Move', 'ir.sequence', '%s moves' % year)
        numbers, = fiscal_year.invoice_sequences
        numbers.out_invoice_sequence = numbers.out_credit_note_sequence = make_sequence(
            company, 'Invoice', 'ir.sequence.strict', '%s invoices' % year,
            prefix='%s-' % year, padding=5)
        numbers.in_invoice_sequence = numbers.in_credit_note_sequence = make_sequence(
            company, 'Invoice', 'ir.sequence.strict', '%s purchases' % year,
            prefix='P%s-' % year, padding=5)
        fiscal_year.save()
        fiscal_year.click('create_period')


def make_ledger(company, accounts):
    """The accounts that Throughline posts to, found by their codes.

    Tryton lets an invoice's line go to an account of the income statement only, so what is billed
    and not yet earned has one of its own there, which is presented as a liability at year's end.
    """
    income = accounts['revenue'].type
    position = make('account.account.type', name='Billed, not yet earned', parent=income.parent,
        company=company, statement='income', revenue=True)
    for code, name, kind in [('4000', 'Earned revenue', income),
            ('4900', 'Contract position', position)]:
        make('account.account', code=code, name=name, type=kind, company=company,
            parent=accounts['revenue'].parent)
    accounts['receivable'].code = '1400'
    accounts['receivable'].save()


def make_tax(company):
    account = one('account.account', ('name', '=', 'Main Tax'), ('company', '=', company.id))
    account.code = '3800'
    account.save()
    return make('account.tax', name='VAT 19%', description='VAT 19%', type='percentage',
        rate=Decimal('0.19'), invoice_account=account, credit_note_account=account)


def make_payment_terms():
    term = get('account.invoice.payment_term')(name='30 days')
    term.lines.new(type='remainder').relativedeltas.new(days=30)
    term.save()


def make_people(company, names):
    return [make('company.employee', company=company, party=make('party.party', name=name))
        for name in names]


def allow(user, company, employee):
    user.companies.append(get('company.company')(company.id))
    user.employees.append(get('company.employee')(employee.id))
    user.save()
    user.company = company
    user.employee = employee
    user.save()


def make_users(company, people):
    """The user of the integration, so that Tryton knows its changes from people's."""
    ours = get('res.user')(name='Throughline', login='throughline',
        password=os.environ['PEER_PASSWORD'])
    ours.groups.extend(get('res.group').find([]))
    ours.save()
    allow(ours, company, people[0])
    admin = get('res.user')(connection.user)
    if company not in admin.companies:
        admin.companies.append(get('company.company')(company.id))
    admin.employees.append(get('company.employee')(people[1].id))
    admin.password = os.environ['PEER_PASSWORD']
    admin.save()
    admin.company = company
    admin.employee = people[1]
    admin.save()


company = make_company()
accounts = make_chart(company)
tax = make_tax(company)
make_payment_terms()
if role == 'erp':
    make_ledger(company, accounts)
    make_fiscal_years(company)
    people = make_people(company, ['Throughline', 'Greta Voss'])
else:
    make_services(accounts, tax)
    make_fiscal_years(company)
    people = make_people(company, ['Throughline', 'Ada Lind'])
make_users(company, people)
