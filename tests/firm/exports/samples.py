"""One small export of each known kind, written by hand on the public header of its software: kind -> text and separator."""

from __future__ import annotations

SHOPIFY_ORDERS = """
Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Zip,Billing Country,Shipping Name,Shipping Zip,Shipping Country,Notes,Cancelled at,Payment Method,Refunded Amount,Vendor,Id,Source,Lineitem discount
#1,ada@example.com,paid,2025-05-01 10:01:00 +0200,fulfilled,,no,EUR,47.00,6.00,8.83,48.00,MAI,5.00,Colis,2025-05-01 10:00:00 +0200,2,Savon,16.00,,S-1,true,true,fulfilled,Ada A,'01000,FR,Ada A,'01000,FR,,,Card,0.00,Atelier,100,web,0.00
#1,ada@example.com,,,,,,,,,,,,,,2025-05-01 10:00:00 +0200,1,"Bougie, grande",15.00,,B-1,true,true,fulfilled,,,,,,,,,,,,,,2.50
#2,bob@example.com,partially_refunded,,fulfilled,,no,EUR,25.00,0.00,0.00,25.00,,0.00,Retrait,2025-05-02 09:00:00 +0200,1,Tasse,25.00,,M-1,true,true,fulfilled,Bob B,H2X 1Y4,CA,Bob B,H2X 1Y4,CA,,,Card,5.10,Atelier,101,web,0.00
#3,ada@example.com,pending,,,,no,EUR,16.00,0.00,0.00,16.00,,0.00,Colis,2025-05-03 12:00:00 +0200,1,Savon,16.00,,S-1,true,true,pending,Ada A,'01000,FR,Ada A,'01000,FR,,,Virement,0.00,Atelier,102,web,0.00
#4,,voided,,,,no,EUR,16.00,0.00,0.00,16.00,,0.00,Colis,2025-05-04 12:00:00 +0200,1,Savon,16.00,,S-1,true,true,pending,Cy C,75011,FR,,,,,2025-05-05 08:00:00 +0200,Card,0.00,Atelier,103,web,0.00
"""
SHOPIFY_PRODUCTS = """
Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Option3 Name,Option3 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Fulfillment Service,Variant Price,Variant Compare At Price,Variant Requires Shipping,Variant Taxable,Variant Barcode,Image Src,Gift Card,Variant Weight Unit,Cost per item,Status
savon,Savon noir,<p>Doux</p>,Marius,Hygiène,,true,Taille,Petit,,,,,S-P,100,shopify,12,deny,manual,4.50,,true,true,'0123456789012,https://x/1.jpg,false,g,1.80,active
savon,,,,,,,,Grand,,,,,S-G,250,shopify,-3,deny,manual,9.00,,true,true,,https://x/2.jpg,,g,3.10,
savon,,,,,,,,,,,,,,,,,,,,,,,,https://x/3.jpg,,,,
tasse,Tasse,,Terre,Vaisselle,,true,Title,Default Title,,,,,,0,,5,deny,manual,25,,true,true,,,false,kg,,active
"""
SHOPIFY_PRODUCTS_2024 = """
Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,Barcode,Option1 name,Option1 value,Option2 name,Option2 value,Price,Compare-at price,Cost per item,Charge tax,Inventory tracker,Inventory quantity,Continue selling when out of stock,Weight value (grams),Weight unit for display,Requires shipping,Fulfillment service,Product image URL
Savon noir,savon,Doux,Marius,Health,Hygiène,,TRUE,active,S-P,0123456789012,Taille,Petit,,,4.50,,1.80,TRUE,shopify,12,DENY,100,g,TRUE,manual,https://x/1.jpg
,savon,,,,,,,,S-G,,,Grand,,,9.00,,3.10,TRUE,shopify,8,DENY,250,g,TRUE,manual,
"""
SHOPIFY_INVENTORY = """
Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Option3 Name,Option3 Value,SKU,HS Code,COO,Location,Bin name,Incoming (not editable),Unavailable (not editable),Committed (not editable),Available (not editable),On hand (current),On hand (new)
savon,Savon noir,Taille,Petit,,,,,S-P,3401,FR,Boutique,,0,0,2,10,12,
savon,Savon noir,Taille,Petit,,,,,S-P,3401,FR,Entrepôt,A1,0,0,0,30,30,
savon,Savon noir,Taille,Grand,,,,,S-G,3401,CN,Boutique,,0,0,0,not stocked,not stocked,
"""
SHOPIFY_CUSTOMERS = """
Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,Default Address City,Default Address Province Code,Default Address Country Code,Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags
'8779761975521,Ada,Example,ADA@example.com,no,,1 rue X,Lyon,,FR,'69001,,'+33600000001,no,148.20,3,,no,
'8779761975522,Bo,Example,,yes,,2 rue Y,Montréal,QC,CA,H2X 1Y4,,,no,0.00,0,,no,
"""
AMAZON_V2 = """
settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\tcurrency\ttransaction-type\torder-id\tmerchant-order-id\tadjustment-id\tshipment-id\tmarketplace-name\tamount-type\tamount-description\tamount\tfulfillment-id\tposted-date\tposted-date-time\torder-item-code\tmerchant-order-item-id\tmerchant-adjustment-item-id\tsku\tquantity-purchased\tpromotion-id
900\t2025-01-01 00:00:00 UTC\t2025-01-15 00:00:00 UTC\t2025-01-17 00:00:00 UTC\t1020.15\tUSD
900\t\t\t\t\t\tOrder\t111-1\t\t\tS1\tAmazon.com\tItemPrice\tPrincipal\t1,200.00\tAFN\t2025-01-02\t2025-01-02 10:00:00 UTC\t\t\t\tSKU-1\t3\t
900\t\t\t\t\t\tOrder\t111-1\t\t\tS1\tAmazon.com\tItemPrice\tTax\t96.00\tAFN\t2025-01-02\t2025-01-02 10:00:00 UTC\t\t\t\tSKU-1\t\t
900\t\t\t\t\t\tOrder\t111-1\t\t\tS1\tAmazon.com\tItemFees\tCommission\t-180.00\tAFN\t2025-01-02\t2025-01-02 10:00:00 UTC\t\t\t\tSKU-1\t\t
900\t\t\t\t\t\tOrder\t111-1\t\t\tS1\tAmazon.com\tPromotion\tPrincipal\t-10.00\tAFN\t2025-01-02\t2025-01-02 10:00:00 UTC\t\t\t\tSKU-1\t\tP
900\t\t\t\t\t\tRefund\t111-1\t\t\tS1\tAmazon.com\tItemPrice\tPrincipal\t-50.00\tAFN\t2025-01-09\t2025-01-09 10:00:00 UTC\t\t\t\tSKU-1\t\t
900\t\t\t\t\t\tRefund\t111-1\t\t\tS1\tAmazon.com\tItemFees\tCommission\t4.14\tAFN\t2025-01-09\t2025-01-09 10:00:00 UTC\t\t\t\tSKU-1\t\t
900\t\t\t\t\t\tother-transaction\t\t\t\t\t\tother-transaction\tSubscription Fee\t-39.99\t\t2025-01-10\t2025-01-10 10:00:00 UTC\t\t\t\t\t\t
"""
AMAZON_V1 = """
settlement-id\tsettlement-start-date\tsettlement-end-date\tdeposit-date\ttotal-amount\tcurrency\ttransaction-type\torder-id\tmerchant-order-id\tadjustment-id\tshipment-id\tmarketplace-name\tshipment-fee-type\tshipment-fee-amount\torder-fee-type\torder-fee-amount\tfulfillment-id\tposted-date\torder-item-code\tmerchant-order-item-id\tmerchant-adjustment-item-id\tsku\tquantity-purchased\tprice-type\tprice-amount\titem-related-fee-type\titem-related-fee-amount\tmisc-fee-amount\tother-fee-amount\tother-fee-reason-description\tpromotion-id\tpromotion-type\tpromotion-amount\tdirect-payment-type\tdirect-payment-amount\tother-amount
800\t01.03.2025 00:00:00 UTC\t14.03.2025 00:00:00 UTC\t16.03.2025 00:00:00 UTC\t33,50\tEUR\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t
800\t\t\t\t\t\tOrder\t402-1\t\t\tS\tAmazon.fr\t\t\t\t\tMFN\t02.03.2025\t\t\t\tSKU-1\t1\tPrincipal\t40,00\tCommission\t-6,00\t\t\t\t\t\t\t\t\t
800\t\t\t\t\t\tOrder\t402-1\t\t\tS\tAmazon.fr\t\t\t\t\tMFN\t02.03.2025\t\t\t\tSKU-1\t\tShipping\t4,50\tShippingHB\t-0,50\t\t\t\t\t\t\t\t\t
800\t\t\t\t\t\tRefund\t402-2\t\t\tS\tAmazon.fr\t\t\t\t\tMFN\t05.03.2025\t\t\t\tSKU-2\t\tPrincipal\t-5,00\tCommission\t0,50\t\t\t\t\t\t\t\t\t
"""
AMAZON_ORDERS = """
amazon-order-id\tmerchant-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-channel\tsales-channel\torder-channel\turl\tship-service-level\tproduct-name\tsku\tasin\titem-status\tquantity\tcurrency\titem-price\titem-tax\tshipping-price\tshipping-tax\tgift-wrap-price\tgift-wrap-tax\titem-promotion-discount\tship-promotion-discount\tship-city\tship-state\tship-postal-code\tship-country\tpromotion-ids
402-1\t\t2025-06-17T08:04:21+00:00\t2025-06-18T22:07:59+00:00\tShipped\tAmazon\tAmazon.fr\t\t\tStandard\tSavon\tS-1\tB01\tShipped\t2\tEUR\t20.00\t3.33\t4.00\t0.67\t\t\t2.00\t\tLYON\t\t69001\tFR\t
402-1\t\t2025-06-17T08:04:21+00:00\t2025-06-18T22:07:59+00:00\tShipped\tAmazon\tAmazon.fr\t\t\tStandard\tBougie\tB-1\tB02\tShipped\t1\tEUR\t15.00\t2.50\t\t\t\t\t\t\tLYON\t\t69001\tFR\t
402-2\t\t2025-06-19T08:04:21+00:00\t2025-06-19T09:00:00+00:00\tCancelled\tAmazon\tAmazon.fr\t\t\tStandard\tSavon\tS-1\tB01\tCancelled\t0\t\t\t\t\t\t\t\t\t\tPARIS\t\t75001\tFR\t
402-3\t\t2025-06-20T08:04:21+00:00\t2025-06-20T09:00:00+00:00\tPending\tMerchant\tAmazon.fr\t\t\tStandard\tSavon\tS-1\tB01\tUnshipped\t1\tEUR\t10.00\t1.67\t\t\t\t\t\t\tNAMUR\t\t5000\tBE\t
"""
ETSY_ITEMS = """
Sale Date,Item Name,Buyer,Quantity,Price,Coupon Code,Coupon Details,Discount Amount,Shipping Discount,Order Shipping,Order Sales Tax,Item Total,Currency,Transaction ID,Listing ID,Date Paid,Date Shipped,Ship Name,Ship City,Ship State,Ship Zipcode,Ship Country,Order ID,Variations,Order Type,Listings Type,Payment Type,InPerson Discount,InPerson Location,VAT Paid by Buyer,SKU
08/14/25,"Renard, carte",otherbuyer,2,$3.00,,,,,$4.50,$0.60,$6.00,USD,4001,9001,08/14/25,08/15/25,Jane Doe,Austin,TX,78701,United States,3001,,online,listing,online_cc,,,,FOX-1
08/14/25,Renard autocollant,otherbuyer,1,$2.00,MERCI,10%,$0.20,,$4.50,$0.60,$2.00,USD,4002,9002,08/14/25,08/15/25,Jane Doe,Austin,TX,78701,United States,3001,,online,listing,online_cc,,,,FOX-2
09/02/25,Ours,secondbuyer,1,$5.00,,,,$1.00,$4.00,$0.00,$5.00,USD,4003,9003,09/02/25,,Bob Roe,Québec,QC,G1R,Canada,3002,,online,listing,online_cc,,,,OURS
"""
ETSY_ORDERS = """
Sale Date,Order ID,Buyer User ID,Full Name,First Name,Last Name,Number of Items,Payment Method,Date Shipped,Street 1,Street 2,Ship City,Ship State,Ship Zipcode,Ship Country,Currency,Order Value,Coupon Code,Coupon Details,Discount Amount,Shipping Discount,Shipping,Sales Tax,Order Total,Status,Card Processing Fees,Order Net,Adjusted Order Total,Adjusted Card Processing Fees,Adjusted Net Order Amount,Buyer,Order Type,Payment Type,InPerson Discount,InPerson Location,SKU
08/14/25,3001,777,Jane Doe,Jane,Doe,3,Credit Card,08/15/25,1 Main St,,Austin,TX,78701,United States,EUR,8.00,,,0.20,0.00,4.50,0.60,12.90,,0.82,12.08,0.00,0.00,0.00,otherbuyer,online,online_cc,,,"FOX-1,FOX-2"
09/02/25,3002,778,Bob Roe,Bob,Roe,1,Credit Card,,2 Oak Ave,,Québec,QC,G1R,Canada,EUR,5.00,,,0.00,1.00,4.00,0.00,8.00,,0.62,7.38,5.00,0.50,4.50,secondbuyer,online,online_cc,,,OURS
09/02/25,3002,778,Bob Roe,Bob,Roe,1,Credit Card,,2 Oak Ave,,Québec,QC,G1R,Canada,EUR,5.00,,,0.00,1.00,4.00,0.00,8.00,,0.62,7.38,5.00,0.50,4.50,secondbuyer,online,online_cc,,,OURS
"""
WOO_PRODUCTS = """
ID,Type,SKU,"GTIN, UPC, EAN, or ISBN",Name,Published,Is featured?,Visibility in catalog,Short description,Description,Date sale price starts,Date sale price ends,Tax status,Tax class,In stock?,Stock,Backorders allowed?,Sold individually?,Weight (lbs),Allow customer reviews?,Purchase note,Sale price,Regular price,Categories,Tags,Parent,Position
44,variable,woo-vneck,,V-Neck,1,1,visible,,,,,taxable,,1,,0,0,.5,1,,,,Clothing > Tshirts,,,0
76,variation,woo-vneck-red,0123456789012,V-Neck - Red,1,0,visible,,,,,taxable,,1,7,0,0,2,0,,,20,,,woo-vneck,0
60,simple,woo-cap,,Cap,1,1,visible,,,,,taxable,,1,12,0,0,,1,,16,18.50,Clothing > Accessories,,,0
"""
WOO_PRODUCTS_FR = """
ID;Type;UGS;Nom;Publié;Mis en avant ?;Visibilité dans le catalogue;Description courte;Description;État de la TVA;Classe de TVA;En stock ?;Stock;Vendre individuellement ?;Poids (kg);Autoriser les avis clients ?;Tarif promo;Tarif régulier;Catégories
60;simple;cap;Casquette;1;0;visible;;;taxable;;1;12;0;0,25;1;;18,50;Textile
61;simple;bol;Bol;1;0;visible;;;taxable;;1;3;0;1,5;1;;7,00;Vaisselle
"""
WOO_ORDERS = """
Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Last Name (Billing),Address 1&2 (Billing),City (Billing),State Code (Billing),Postcode (Billing),Country Code (Billing),Email (Billing),Country Code (Shipping),Payment Method Title,Cart Discount Amount,Order Subtotal Amount,Order Shipping Amount,Order Refund Amount,Order Total Amount,Order Total Tax Amount,SKU,Item #,Item Name,Quantity (- Refund),Item Cost
501,Completed,2025-01-15 12:00,,Ada,A,1 rue X,Lyon,,69001,FR,ada@example.com,FR,Card,0,30.00,5.00,0,42.00,7.00,S-1,1,Savon,2,10.00
501,Completed,2025-01-15 12:00,,Ada,A,1 rue X,Lyon,,69001,FR,ada@example.com,FR,Card,0,30.00,5.00,0,42.00,7.00,B-1,2,Bougie,1,10.00
502,Refunded,2025-01-16 12:00,,Bob,B,2 rue Y,Namur,,5000,BE,bob@example.com,BE,Card,0,10.00,0.00,12.00,12.00,2.00,S-1,1,Savon,1,10.00
503,Cancelled,2025-01-17 12:00,,Bob,B,2 rue Y,Namur,,5000,BE,bob@example.com,BE,Card,0,10.00,0.00,0,12.00,2.00,S-1,1,Savon,1,10.00
504,On hold,2025-01-18 12:00,,Cy,C,3 rue Z,Lyon,,69001,FR,cy@example.com,FR,Virement,0,10.00,0.00,0,12.00,2.00,S-1,1,Savon,1,10.00
"""
WOO_WEBTOFFEE = """
order_id,order_number,order_date,paid_date,status,shipping_total,shipping_tax_total,fee_total,fee_tax_total,tax_total,cart_discount,order_discount,discount_total,order_total,order_subtotal,order_currency,payment_method,payment_method_title,customer_email,billing_last_name,billing_email,billing_postcode,billing_country,shipping_country,wt_import_key,refund_items,download_permissions,line_item_1,line_item_2
31,31,2025-02-01 10:00:00,2025-02-01 10:01:00,completed,5.00,1.00,0,0,6.00,0,0,0,36.00,25.00,EUR,stripe,Card,ada@example.com,A,ada@example.com,69001,FR,FR,31,,1,name:Savon|product_id:12|sku:S-1|quantity:2|total:20.00|sub_total:20.00,name:Bougie|product_id:13|sku:|quantity:1|total:5.00|sub_total:5.00
32,32,2025-02-02 10:00:00,,pending,0,0,0,0,2.00,0,0,0,12.00,10.00,EUR,bacs,Virement,bob@example.com,B,bob@example.com,5000,BE,BE,32,,1,name:Savon|product_id:12|sku:S-1|quantity:1|total:10.00|sub_total:10.00,
"""
PRESTA_ORDERS = """
ID;Reference;New client;Delivery;Customer;Total;Payment;Status;Date
5;KHWLILZLL;0;United States;J. DOE;€20.90;Bank wire;Awaiting bank wire payment;2025-03-20 16:01:05
4;FFATNOMMJ;1;France;A. EXAMPLE;€14.90;Payment by check;Payment accepted;2025-03-20 16:01:05
3;UOYEVOLI;0;France;J. DOE;"€1,014.90";Payment by card;Delivered;2025-03-19 16:01:05
2;OHSATSERP;0;Belgium;B. OTHER;€69.90;Payment by card;Refunded;2025-03-18 16:01:05
1;XKBKNABJK;0;Belgium;B. OTHER;€69.90;Payment by card;Canceled;2025-03-17 16:01:05
"""
PRESTA_ORDERS_FR = """
ID;Référence;Nouveau client;Livraison;Client;Total;Paiement;État;Date
4;FFATNOMMJ;1;France;A. EXEMPLE;14,90 €;Carte;Paiement accepté;2025-03-20 16:01:05
3;UOYEVOLI;0;Belgique;J. DUPONT;1 014,90 €;Carte;Livré;2025-03-19 16:01:05
"""
PRESTA_PRODUCTS = """
Product ID;Active (0/1);Name *;Categories (x,y,z...);Price tax excluded;Tax rules ID;Wholesale price;On sale (0/1);Reference #;Supplier reference #;Supplier;Manufacturer;EAN13;UPC;Ecotax;Weight;Quantity;Minimal quantity;URL rewritten
1;1;iPod Nano;iPods;100;1;80.5;1;RP-demo_1;RF-demo_1;Applestore;Apple;1234567890123;;;0.068357;160;1;iPod-Nano
2;1;iPod shuffle;iPods;60;1;40;1;RP-demo_2;RF-demo_2;Applestore;Apple;0234567890123;;;0.5;120;1;iPod-shuffle
"""
PRESTA_CATALOGUE = """
Product ID;Image;Name;Reference;Category;Price (tax excl.);Price (tax incl.);Quantity;Status;Position
1;http://x/1.jpg;Bol;BOL-1;Vaisselle;10.000000;12.000000;5;1;1
2;http://x/2.jpg;Tasse;TAS-1;Vaisselle;5.500000;6.600000;7;1;2
"""
PRESTA_SUPPLY_LINES = """
"Supply Order Reference *";"Product ID *";"Product Attribute ID";"Unit Price (te) *";"Quantity Expected *";"Discount Rate";"Tax Rate"
"ref demo";1;25;110;10;10;19,6
"ref demo";6;;1000;28;18,5;19,6
"""
PRESTA_SUPPLY = """
Supply Order ID;Supplier ID *;Lang ID;Warehouse ID *;Currency ID *;Supply Order Reference *;Delivery Date (Y-M-D)*;Discount Rate;Template
1;1;1;1;1;Ref Apple 01;2013-11-01;;
2;3;1;1;1;Nippon Electronic Import;2013-11-01;;
"""
SUMUP_SALES_FR = """
Date,Type,Réf. transaction,Moyen de paiement,Quantité,Unité,Description,Catégorie,SKU,Devise,Prix avant réduction,Réduction,Prix (TTC),Prix (HT),TVA,Taux de TVA,Compte
"10 juil. 2026 10:15",Vente,TREP01,Carte,"10,575",kg,Vrac,VAK,VR-1,EUR,"15,86",0,"15,86","13,22","2,64",20 %,Caisse
1 juin 2026 09:59,Vente,TREP02,Visa - Débit,1,,Bueno,Nourriture,,EUR,"2,00","0,50","1,50","1,42","0,08","5,5 %",Caisse
2 juin 2026 10:00,Remboursement,TREP02,Visa - Débit,1,,Bueno,Nourriture,,EUR,"-1,50",0,"-1,50","-1,42","-0,08","5,5 %",Caisse
"""
SQUARE_ITEMS = """
Date,Time,Time Zone,Category,Item,Qty,Price Point Name,SKU,Modifiers Applied,Gross Sales,Discounts,Net Sales,Tax,Transaction ID,Payment ID,Device Name,Notes,Details,Event Type,Location,Dining Option,Customer ID,Customer Name,Customer Reference ID,Unit,Count,GTIN,Itemization Type
2025-10-05,10:15:00,Eastern Time (US & Canada),Soins,Savon,2.0,Regular,S-1,,$20.00,-$2.00,$18.00,$2.70,T1,P1,iPad,,,Payment,Main,,C1,Ada Example,,ea,2,,Physical Good
2025-10-05,10:15:00,Eastern Time (US & Canada),Soins,Bougie,1.0,Grande,B-1,,$30.00,$0.00,$30.00,$4.49,T1,P1,iPad,,,Payment,Main,,C1,Ada Example,,ea,1,,Physical Good
2025-10-06,10:15:00,Eastern Time (US & Canada),Soins,Savon,1.0,Regular,S-1,,-$10.00,$0.00,-$10.00,-$1.50,T2,P2,iPad,,,Refund,Main,,,,,ea,1,,Physical Good
"""
SQUARE_TRANSACTIONS = """
Date,Time,Time Zone,Gross Sales,Discounts,Service Charges,Net Sales,Gift Card Sales,Tax,Tip,Partial Refunds,Total Collected,Source,Card,Card Entry Methods,Cash,Square Gift Card,Other Tender,Other Tender Type,Fees,Net Total,Transaction ID,Payment ID,Card Brand,PAN Suffix,Device Name,Details,Description,Event Type,Location,Customer ID,Deposit ID,Fee Percentage Rate,Fee Fixed Rate,Transaction Status
2025-10-05,14:30:00,Eastern Time (US & Canada),$60.00,-$5.00,$0.00,$55.00,$0.00,$8.24,$0.00,$0.00,$63.24,Point of Sale,$63.24,Tapped,$0.00,$0.00,$0.00,,-$1.75,$61.49,TX1,PM1,Visa,1234,iPad,,Savon,Payment,Main,C1,D1,2.6,$0.10,Complete
2025-10-06,14:30:00,Eastern Time (US & Canada),-$10.00,$0.00,$0.00,-$10.00,$0.00,-$1.50,$0.00,$0.00,-$11.50,Point of Sale,-$11.50,Tapped,$0.00,$0.00,$0.00,,$0.00,-$11.50,TX1,PM2,Visa,1234,iPad,,Savon,Refund,Main,C1,D1,,,Complete
"""
SUMUP_TRANSACTIONS = """
Email,Date,Transaction ID,Transaction type,Status,Card type,Last 4 digits,Process as,Payment method,Entry mode,Auth code,Description,Total,Net sale,Tax amount,Tip amount,Fee,Payout,Payout date,Payout ID,Reference
shop@example.com,2025-04-01 10:00:00,TAAA,Sale,Successful,VISA,**** 1234,CREDIT,CARD,contactless,A1,Savon,12.00,10.00,2.00,0.00,,,,,
shop@example.com,2025-04-01 10:00:00,TAAA,Payout,Paid,VISA,**** 1234,CREDIT,CARD,contactless,A1,Savon,12.00,10.00,2.00,0.00,0.21,11.79,2025-04-02,777,
shop@example.com,2025-04-01 11:00:00,TBBB,Sale,Failed,VISA,**** 1234,CREDIT,CARD,contactless,,Savon,5.00,5.00,0.00,0.00,,,,,
shop@example.com,2025-04-03 11:00:00,TCCC,Sale,Successful,VISA,**** 9876,CREDIT,CARD,chip,A2,Tasse,25.00,20.83,4.17,0.00,,,,,
"""
SUMUP_SALES = """
Account,Date,Time,Type,Transaction ID,Receipt Number,Payment Method,Quantity,Description,Currency,Price (Gross),Price (Net),Tax,Tax rate,Transaction refunded
test@org.org,15.03.23,11:53,Sales,TD4KP497FR,S1,Cash,2,Kaffee ,CHF,7.00,7.00,0.00,0%,
test@org.org,15.03.23,11:53,Sales,TD4KP497FR,S1,Cash,1,Tee,CHF,3.50,3.50,0.00,0%,
test@org.org,16.03.23,12:00,Refund,TD4KP497FR,S1,Cash,1,Tee,CHF,-3.50,-3.50,0.00,0%,
"""
LIGHTSPEED_ITEMS = """
System ID,UPC,EAN,Custom SKU,Manufacturer SKU,Description,MSRP,Default Cost,Price,Tax,Category,Manufacturer,Vendor,Vendor ID/Part Number,Quantity on Hand 1,Reorder Point,Reorder Level
210000000001,,0123456789012,C-1,M-1,Casque,"$1,250.00",$400.50,"$1,199.99",yes,Casques,Giro,Giro Canada,G-77,3,1,2
210000000002,,,,M-2,Gants,$30.00,$11.00,$25.00,yes,Gants,Fox,Fox inc.,,0,,
"""
LIGHTSPEED_X = """
id,handle,sku,name,product_category,supply_price,retail_price,tax_name,account_code,account_code_purchase,brand_name,supplier_name,supplier_code,active,track_inventory,inventory_Main_Outlet,inventory_Boutique_2
a1,casque,C-1,Casque,Vélo / Casques,400.50,1199.99,VAT,,,Giro,Giro Canada,G-77,1,1,3,1
a2,gants,G-1,Gants,Vélo / Gants,11,25,VAT,,,Fox,Fox inc.,,1,1,0,
"""
ODOO_PURCHASES = """
Order Reference,Vendor,Order Deadline,Expected Arrival,Currency,Order Lines/Product,Order Lines/Quantity,Order Lines/Received Qty,Order Lines/Unit Price,Order Lines/Subtotal
P00012,Savons Réunis,2025-02-03 10:12:00,2025-02-20 10:12:00,EUR,[S-1] Savon noir,100.0,80.0,1.8,180.0
,,,,,Bougie,20.0,0.0,4.255,85.1
P00013,Terre & Cie,2025-02-04 10:12:00,,EUR,[M-1] Tasse,10.0,10.0,9.0,90.0
"""
ODOO_PURCHASES_FR = """
Référence commande;Fournisseur;Date limite de commande;Arrivée prévue;Devise;Lignes de commande/Produit;Lignes de commande/Quantité;Lignes de commande/Qté reçue;Lignes de commande/Prix unitaire;Lignes de commande/Sous-total
P00012;Savons Réunis;2025-02-03 10:12:00;2025-02-20 10:12:00;EUR;[S-1] Savon noir;100,0;80,0;1,80;180,00
;;;;;Bougie;20,0;0,0;4,255;85,10
"""
ODOO_PURCHASES_TECHNICAL = """
id,name,partner_id,date_order,date_planned,order_line/product_id,order_line/product_qty,order_line/qty_received,order_line/price_unit
__export__.po_1,P00012,Savons Réunis,2025-02-03 10:12:00,2025-02-20 10:12:00,[S-1] Savon noir,100,80,1.8
,,,,,Bougie,20,0,4.255
"""
ODOO_SALES = """
Order Reference,Customer,Order Date,Status,Total,Taxes,Order Lines/Product,Order Lines/Quantity,Order Lines/Unit Price,Order Lines/Subtotal,Salesperson
S00001,Hôtel du Lac,2025-02-03 10:12:00,Sales Order,144.00,24.00,[S-1] Savon noir,10.0,10.0,100.0,Marc
,,,,,,[B-1] Bougie,2.0,10.0,20.0,
S00002,Café Central,2025-02-05 10:12:00,Quotation,60.00,10.00,[S-1] Savon noir,5.0,10.0,50.0,Marc
S00003,Café Central,2025-02-06 10:12:00,Cancelled,60.00,10.00,[S-1] Savon noir,5.0,10.0,50.0,Marc
"""
ODOO_PRODUCTS = """
Favori,Nom,Référence interne,Étiquettes,Prix de vente,Taxes de vente,Coût,Catégorie de produits,Quantité disponible,Quantité prévue,Activité exception décoration
0,Savon noir,S-1,,10.0,TVA 20%,1.8,Hygiène,42.0,60.0,
1,Bougie,B-1,,12.5,TVA 20%,4.255,Décoration,8.0,8.0,
"""
ODOO_STOCK = """
Location,Product,Lot/Serial Number,Package,Owner,Quantity,Available Quantity,Unit of Measure,Value
WH/Stock,[S-1] Savon noir,,,,42.0,40.0,Units,75.6
WH/Stock/Rayon,[B-1] Bougie,,,,8.0,8.0,Units,34.04
"""
DOLIBARR = """
"Raison sociale","Réf.","Réf. fournisseur","Date commande","Date prévue de livraison","Total HT","Identifiant de ligne","Description de ligne","Taux de TVA de la ligne","Quantité pour la ligne","Montant HT de la ligne","Montant TTC de la ligne","Réf. produit","Libellé produit"
"Savons Réunis","CF2502-0001","FA-9","2025-02-03","2025-02-20","265.10","1","","20.000","100","180.00000000","216.00000000","S-1","Savon noir"
"Savons Réunis","CF2502-0001","FA-9","2025-02-03","2025-02-20","265.10","2","","20.000","20","85.10000000","102.12000000","B-1","Bougie"
"""
DOLIBARR_PRODUCTS = """
"Réf.";"Libellé";"Description";"Poids";"Prix de vente HT";"Prix de vente TTC";"TVA";"En vente";"En achat";"Stock";"Code barre";"Fournisseur";"Réf. fournisseur";"Prix unitaire"
"S-1";"Savon noir";"";"0,1";"8,33";"10,00";"20,000";"1";"1";"42";"3760000000017";"Savons Réunis";"SR-9";"1,80"
"S-1";"Savon noir";"";"0,1";"8,33";"10,00";"20,000";"1";"1";"42";"3760000000017";"Marius";"M-4";"1,95"
"B-1";"Bougie";"";"";"10,42";"12,50";"20,000";"1";"1";"8";"";"";"";""
"""
ERPNEXT_PURCHASES = """
ID,Series,Supplier,Date,Company,Currency,ID (Items),Item Code (Items),Item Name (Items),Required By (Items),Quantity (Items),UOM (Items),Rate (Items),Amount (Items),Received Qty (Items)
PUR-ORD-2025-00001,PUR-ORD-.YYYY.-,Savons Réunis,2025-02-03,Atelier,EUR,a1,S-1,Savon noir,2025-02-20,100,Nos,1.8,180.0,80
,,,,,,a2,B-1,Bougie,2025-02-21,20,Nos,4.255,85.1,0
"""
ERPNEXT_ITEMS = """
ID,Item Code,Item Name,Item Group,Default Unit of Measure,Maintain Stock,Standard Selling Rate,Valuation Rate,Country of Origin
S-1,S-1,Savon noir,Hygiène,Nos,1,10.0,1.8,France
B-1,B-1,Bougie,Décoration,Nos,1,12.5,4.255,China
"""
ERPNEXT_BIN = """
ID,Warehouse,Item Code,Reserved Quantity,Actual Quantity,Ordered Quantity,Requested Quantity,Planned Qty,Projected Qty,Valuation Rate,Stock Value
b1,Stores - A,S-1,2,42,0,0,0,40,1.8,75.6
b2,Stores - A,B-1,0,8,0,0,0,8,4.255,34.04
"""
QUICKBOOKS = """
Product/Service Name,Sales Description,SKU,Type,Sales Price,Income Account,Purchase Description,Purchase Cost,Expense Account,Quantity On Hand,Reorder Point,Inventory Asset Account
Filtre 20x25,"Filtre standard, boîte de 12",F-1,Inventory,34.50,Sales,,18.75,COGS,40,10,Inventory Asset
Forfait installation,Installation complète,,Service,6450.00,Services,,,,,,
"""
# The report begins with three lines of titles; its first column has no name, which a grid writes "?1".
QUICKBOOKS_BY_ITEM = """
?1,Transaction date,Transaction type,Num,Customer full name,Description,Quantity,Sales price,Amount,Balance
Filtre 20x25,,,,,,,,,
,01/15/2025,Invoice,1001,Acme inc.,Filtre standard,10.00,34.50,345.00,345.00
,01/20/2025,Sales Receipt,1002,Marie Roy,Filtre standard,2.00,34.50,69.00,414.00
,02/03/2025,Credit Memo,1001,Acme inc.,Retour,1.00,-34.50,-34.50,379.50
,02/05/2025,Estimate,77,Acme inc.,Filtre standard,50.00,34.50,"1,725.00","2,104.50"
Total for Filtre 20x25,,,,,,,,$379.50,
Installation,,,,,,,,,
,01/15/2025,Invoice,1001,Acme inc.,Pose,1.00,"1,200.00","1,200.00","1,200.00"
,01/15/2025,Invoice,1001,Acme inc.,Déplacement,,,25.00,"1,225.00"
Total for Installation,,,,,,,,"$1,225.00",
TOTAL,,,,,,,,"$1,604.50",



"Accrual Basis Wednesday, April 2, 2025 01:47 PM GMT-05:00",,,,,,,,,
"""
QUICKBOOKS_BY_CUSTOMER = """
?1,Date,Transaction Type,Num,Product/Service,Memo/Description,Qty,Sales Price,Amount,Balance
Acme inc.,,,,,,,,,
,03/25/2025,Invoice,2001,Filtre 20x25,,3,34.50,103.50,103.50
,03/25/2025,Invoice,2001,Installation,,1,"1,200.00","1,200.00","1,303.50"
Total for Acme inc.,,,,,,,,"$1,303.50",
Marie Roy,,,,,,,,,
,04/10/2025,Sales Receipt,2002,Filtre 20x25,,1,34.50,34.50,34.50
Total for Marie Roy,,,,,,,,$34.50,
TOTAL,,,,,,,,"$1,338.00",
"""
SEARCHES = """
Top queries,Clicks,Impressions,CTR,Position
savon artisanal,120,2400,5%,3.4
"cadeau, dole",15,900,1.67%,11.2
"""
SEARCHES_FR = """
Requêtes les plus fréquentes;Clics;Impressions;CTR;Position
savon artisanal;120;2400;5 %;3,4
cadeau dole;15;900;1,67 %;11,2
"""
SAMPLES: dict[str, list[tuple[str, str]]] = {
    "shopify_orders": [(SHOPIFY_ORDERS, ",")],
    "shopify_products": [(SHOPIFY_PRODUCTS, ","), (SHOPIFY_PRODUCTS_2024, ",")],
    "shopify_inventory": [(SHOPIFY_INVENTORY, ",")],
    "shopify_customers": [(SHOPIFY_CUSTOMERS, ",")],
    "amazon_settlement_v2": [(AMAZON_V2, "\t")],
    "amazon_settlement_v1": [(AMAZON_V1, "\t")],
    "amazon_orders": [(AMAZON_ORDERS, "\t")],
    "etsy_order_items": [(ETSY_ITEMS, ",")],
    "etsy_orders": [(ETSY_ORDERS, ",")],
    "woocommerce_products": [(WOO_PRODUCTS, ","), (WOO_PRODUCTS_FR, ";")],
    "woocommerce_orders": [(WOO_ORDERS, ",")],
    "woocommerce_orders_webtoffee": [(WOO_WEBTOFFEE, ",")],
    "prestashop_orders": [(PRESTA_ORDERS, ";"), (PRESTA_ORDERS_FR, ";")],
    "prestashop_products": [(PRESTA_PRODUCTS, ";"), (PRESTA_CATALOGUE, ";")],
    "prestashop_supply_order_lines": [(PRESTA_SUPPLY_LINES, ";")],
    "prestashop_supply_orders": [(PRESTA_SUPPLY, ";")],
    "square_items": [(SQUARE_ITEMS, ",")],
    "square_transactions": [(SQUARE_TRANSACTIONS, ",")],
    "sumup_transactions": [(SUMUP_TRANSACTIONS, ",")],
    "sumup_sales": [(SUMUP_SALES, ","), (SUMUP_SALES_FR, ",")],
    "lightspeed_items": [(LIGHTSPEED_ITEMS, ",")],
    "lightspeed_x_products": [(LIGHTSPEED_X, ",")],
    "odoo_purchase_orders": [
        (ODOO_PURCHASES, ","),
        (ODOO_PURCHASES_FR, ";"),
        (ODOO_PURCHASES_TECHNICAL, ","),
    ],
    "odoo_sale_orders": [(ODOO_SALES, ",")],
    "odoo_products": [(ODOO_PRODUCTS, ",")],
    "odoo_stock": [(ODOO_STOCK, ",")],
    "dolibarr_purchase_orders": [(DOLIBARR, ",")],
    "dolibarr_products": [(DOLIBARR_PRODUCTS, ";")],
    "erpnext_purchase_orders": [(ERPNEXT_PURCHASES, ",")],
    "erpnext_items": [(ERPNEXT_ITEMS, ",")],
    "erpnext_stock": [(ERPNEXT_BIN, ",")],
    "quickbooks_products": [(QUICKBOOKS, ",")],
    "quickbooks_sales": [(QUICKBOOKS_BY_ITEM, ","), (QUICKBOOKS_BY_CUSTOMER, ",")],
    "search_console_queries": [(SEARCHES, ","), (SEARCHES_FR, ";")],
}
